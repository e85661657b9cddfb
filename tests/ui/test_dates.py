"""Dutch words for dates, lateness and numbers, as docs/ui.md asks them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from roeland.ui import dates

DAY = date(2026, 11, 17)
EVENING = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)  # half past midnight on the 18th in Belgium


def test_a_date_in_a_list_a_table_and_a_sentence() -> None:
    assert dates.list_date(DAY) == "di 17 nov."
    assert dates.table_date(DAY) == "17/11/2026"
    assert dates.table_date(date(2028, 3, 8)) == "8/03/2028"
    assert dates.sentence_date(DAY) == "dinsdag 17 november 2026"
    assert dates.sentence_date(DAY, weekday=False, year=False) == "17 november"


def test_moments_are_on_belgian_clocks() -> None:
    assert dates.list_moment(EVENING) == "wo 18 nov. 00:30"
    assert dates.list_moment(EVENING, date(2026, 12, 31)) == "wo 18 nov. 00:30"
    assert dates.list_moment(EVENING, date(2027, 1, 1)) == "wo 18 nov. 2026, 00:30"
    assert dates.table_moment(EVENING) == "18/11/2026, 00:30"
    assert dates.sentence_moment(EVENING) == "woensdag 18 november 2026, 00:30"
    assert dates.month_name(EVENING) == "november"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (DAY - timedelta(5), "5 dagen te laat"),
        (DAY - timedelta(1), "1 dag te laat"),
        (DAY, "vandaag"),
        (DAY + timedelta(1), "morgen"),
        (DAY + timedelta(3), "over 3 dagen"),
    ],
)
def test_lateness_is_told_in_words(due: date, words: str) -> None:
    assert dates.lateness(due, DAY) == words


def test_numbers_have_hard_spaces_and_commas() -> None:
    assert dates.number(1284) == "1\u00a0284"
    assert dates.number(2.5) == "2,5"
    assert dates.number(Decimal("1234.50")) == "1\u00a0234,50"
    assert dates.number(None) == ""
    assert dates.percent(0.976) == "97,6\u00a0%"
    assert dates.percent(3, 4) == "75\u00a0%"
    assert dates.percent(1, 0) == "-"
    assert dates.euro(3180) == "3\u00a0180 euro"


def test_sizes_and_lengths() -> None:
    assert [dates.file_size(size) for size in (12, 412_000, 1_240_000, 50_000_000)] == [
        "12 bytes",
        "412 kB",
        "1,2 MB",
        "50 MB",
    ]
    assert [dates.minutes(value) for value in (1, 45, 70, 240)] == ["1 minuut", "45 minuten", "1 u 10", "4 u"]
    assert dates.time_parts(timedelta(hours=31, minutes=40)) == (("31", "u"), ("40", "min"))
    assert dates.time_parts(timedelta(days=12, hours=4)) == (("12", "dagen"), ("4", "u"))
    assert dates.span(timedelta(minutes=-9)) == "9 min"
    assert dates.span(timedelta(hours=40, minutes=20)) == "40 u 20"


def test_sentences() -> None:
    assert dates.plural(3, "taak", "taken", words=True) == "drie taken"
    assert dates.plural(1, "taak", "taken") == "1 taak"
    assert dates.capital(dates.plural(1, "taak is", "taken zijn", words=True)) == "Eén taak is"
    assert dates.join_nl(["An", "Bert", "Chris"]) == "An, Bert en Chris"
    assert dates.join_nl([]) == ""
