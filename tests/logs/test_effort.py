"""Sums of the cut and of the claim."""

from hypothesis import given
from hypothesis import strategies as st

from roeland.logs.effort import Item, cut, data, left, one_in, sample_size, seconds, upper_bound


def test_six_hundred_without_a_fault_is_fewer_than_one_in_two_hundred() -> None:
    assert one_in(600, 0) == 200
    assert one_in(120, 0) == 40
    assert abs(upper_bound(50, 1) - 0.0914) < 0.0005  # tables of Clopper and Pearson, one-sided 95 %
    assert one_in(600, 3) < one_in(600, 0)
    assert one_in(1, 1) == one_in(0, 0) == 0


@given(st.integers(1, 2000), st.integers(0, 50))
def test_the_bound_lies_above_what_was_seen_and_grows_with_faults(checked: int, wrong: int) -> None:
    wrong = min(wrong, checked)
    assert wrong / checked <= upper_bound(checked, wrong) <= 1
    if wrong < checked:
        assert upper_bound(checked, wrong) <= upper_bound(checked, wrong + 1)


def test_the_cut_follows_the_ranking_and_takes_a_group_as_one_question() -> None:
    alone = [Item(number) for number in range(40)]
    done = cut(alone, minutes=45, sampled=50)
    assert done.shown == frozenset(range(15))
    assert (done.questions, done.minutes <= 45) == (15, True)
    group = [Item(number, "a") for number in range(40)]
    assert cut(group, minutes=45, sampled=50).questions == 1
    assert len(cut(group, minutes=45, sampled=50).shown) == 40
    later = cut([*[Item(number) for number in range(20)], Item(20, "b"), Item(21, "b")], minutes=45, sampled=50)
    assert not {20, 21} & later.shown
    mixed = cut([Item(0, queue="karel"), *[Item(number) for number in range(1, 20)]], minutes=45, sampled=50)
    assert {0, 15} <= mixed.shown  # what somebody else judges takes none of the officer's time


@given(st.integers(20, 480), st.integers(0, 3000))
def test_the_sample_is_what_there_is_or_between_its_bounds(minutes: int, explained: int) -> None:
    size = sample_size(minutes, explained)
    assert size == explained if explained <= data()["sample"]["least"] else 25 <= size <= 50


def test_what_is_left_counts_a_group_once_and_the_rest_of_the_sample() -> None:
    assert left([], 0) == 0
    assert left(["a"] * 30, 0) < left(range(30), 0)
    assert left(["a", "a", "b"], 10) == -int(-(2 * seconds("case") + seconds("alike") + 10 * seconds("sample")) // 60)
    fits = [Item(number, "a" if number < 4 else "") for number in range(9)]
    whole = cut(fits, minutes=480, sampled=25).minutes * 60 - seconds("run")
    assert abs(left([item.alike or item.key for item in fits], 25) * 60 - whole) <= 60, "as the cut counted them"
