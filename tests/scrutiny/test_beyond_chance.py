"""Reasons of somebody of the household count where people work so, and hide nothing where only chance would meet them; and what ordinary work
shows too says less of what is unexplained."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roeland.scrutiny import rulebook, run
from tests.scrutiny.folders import KEY, NOW, cases, checked, made, summary

HOUSES = 400  # two citizens each: the first is number 2 h, the second 2 h + 1
Rows = list[dict[str, Any]]


def town() -> Rows:
    return [{"citizen": 1000 + 2 * h + who, "house": h} for h in range(HOUSES) for who in (0, 1)]


STAFF = [{"user_id": user, "team": "a", "from_ts": "2025-01-01"} for user in ("an", "bo", "cy", "di")]


def looks(citizens: list[int], first: int = 0, user: str = "") -> Rows:
    """One consultation after another, a few on each working day, by four workers in turn or by one."""
    return [
        {
            "event_id": first + number,
            "ts": f"2026-03-{2 + number % 25:02d}T{8 + number % 8:02d}:{7 * number % 60:02d}:00",
            "user_id": user or ("an", "bo", "cy", "di")[number // 5 % 4], "citizen": citizen, "service": "RR-adres", "ip": "10.0.0.1", "search_key": "insz",
        }
        for number, citizen in enumerate(citizens)
    ]  # fmt: skip


def dossiers(houses: range) -> Rows:
    """A dossier of team a, of the first in each of these houses."""
    return [
        {"dossier_id": h, "citizen": 1000 + 2 * h, "team": "a", "worker": "bo", "opened": "2026-01-01"} for h in houses
    ]


FAMILY = {
    **looks([1000], first=5000)[0],
    "service": "RR-gezin",
}  # a service that asks for households is known: the others do not


def household_explained(out: Path) -> int:
    found = summary(out)["explanations"]["household-member"]
    assert isinstance(found, int)
    return found


OWN, OTHER = [1000 + 2 * h for h in range(40)] * 4, [1001 + 2 * h for h in range(40)]


def test_the_other_of_the_household_is_explained_where_people_work_so(tmp_path: Path) -> None:
    looked = [*looks(OWN + OTHER), FAMILY]
    out = checked(tmp_path / "one", staff=STAFF, consult=looked, citizens=town(), dossiers=dossiers(range(40)))
    assert household_explained(out) == len(OTHER)
    assert summary(out)["unexplained"] == 0
    often = [{**one, "dossier_id": 1000 * n + one["dossier_id"]} for n in range(12) for one in dossiers(range(40))]
    out = checked(tmp_path / "many", staff=STAFF, consult=looked, citizens=town(), dossiers=often)
    assert household_explained(out) == len(OTHER), "twelve dossiers of one citizen make him no more likely"


def test_it_hides_nothing_where_chance_would_meet_as_many(tmp_path: Path) -> None:
    """Half of the town has a dossier in the house: who looks at just anybody meets it half of the time."""
    anybody = [1001 + 2 * h for h in range(0, HOUSES, 2)]
    some = dossiers(range(HOUSES // 2))
    out = checked(tmp_path, staff=STAFF, consult=[*looks(anybody), FAMILY], citizens=town(), dossiers=some)
    assert household_explained(out) == 0
    assert summary(out)["unexplained"] == len(anybody)


@pytest.mark.parametrize(("citizens", "user"), [([1001] * 40, "an"), (OTHER, "an"), ([1001] * 40, "")])
def test_what_one_worker_or_one_household_has_is_no_way_of_working(
    tmp_path: Path, citizens: list[int], user: str
) -> None:
    consult = [*looks(OWN), *looks(citizens, first=3000, user=user), FAMILY]
    out = checked(tmp_path, staff=STAFF, consult=consult, citizens=town(), dossiers=dossiers(range(40)))
    assert household_explained(out) == 0
    assert summary(out)["unexplained"] == len(citizens)


def test_the_house_of_a_dossier_counts_where_nobody_says_where_its_citizen_lives(tmp_path: Path) -> None:
    housed = [{**one, "house": one["dossier_id"]} for one in dossiers(range(40))]
    others = [one for one in town() if one["citizen"] % 2 or one["house"] >= 40]
    out = checked(tmp_path, staff=STAFF, consult=[*looks(OWN + OTHER), FAMILY], citizens=others, dossiers=housed)
    assert household_explained(out) == len(OTHER)


def test_only_the_services_of_the_rule_open_it(tmp_path: Path) -> None:
    book = rulebook.shipped()
    rules = [replace(rule, services=("xx-",)) if rule.id == "household-member" else rule for rule in book.explanations]
    folder = made(tmp_path, staff=STAFF, consult=[*looks(OWN + OTHER), FAMILY, {**FAMILY, "event_id": 7000, "service": "xx-1"}],
                  citizens=town(), dossiers=dossiers(range(40)))  # fmt: skip
    run.check(folder, folder / "out", key=KEY, now=NOW, book=replace(book, explanations=tuple(rules)))
    assert household_explained(folder / "out") == 0


@pytest.mark.parametrize(
    ("table", "rule"), [("appointments", "household-appointment"), ("tickets", "household-ticket")]
)
def test_appointments_and_questions_too(tmp_path: Path, table: str, rule: str) -> None:
    looked = looks([1001 + 2 * h for h in range(30)])
    rows = [
        {
            "citizen": one["citizen"] - 1,
            "day": one["ts"][:10],
            **({"team": "a"} if table == "appointments" else {"user_id": one["user_id"]}),
        }
        for one in looked
    ]
    out = checked(tmp_path, staff=STAFF, consult=looked, citizens=town(), **{table: rows})
    assert summary(out)["explanations"][rule] == 30


def test_such_a_rule_needs_a_household(tmp_path: Path) -> None:
    book = rulebook.shipped()
    text = Path(rulebook.__file__).with_name("data").joinpath("rules.yaml").read_text(encoding="utf-8")
    last = next(rule for rule in reversed(book.explanations) if rule.beyond_chance)
    with pytest.raises(rulebook.BadRules, match=r"beyond_chance is true of false"):
        rulebook.parse(text.replace("beyond_chance: true", "beyond_chance: nee", 1))
    with pytest.raises(rulebook.BadRules, match=r"beyond_chance kan alleen bij een reden van een gezinslid"):
        rulebook.parse(text.replace("keys: {house: citizen, user_id: user}", "keys: {citizen: citizen, user_id: user}"))
    assert replace(last, beyond_chance=False).id == last.id


def scores(out: Path) -> dict[str, float]:
    return {row["citizen"]: float(row["score"]) for row in cases(out)}


def test_what_ordinary_work_shows_too_weighs_less(tmp_path: Path) -> None:
    """Three looks in two hours: where all work comes so, they are no sign; where none does, they are one."""
    own = [1000 + 2 * h for h in range(100)]
    strange = [
        {**one, "event_id": 9000 + n, "ts": f"2026-03-17T10:{10 * n:02d}:00", "service": "KSZ"}
        for n, one in enumerate(looks([1799] * 3, user="an"))
    ]
    thrice = [
        {**one, "event_id": 3 * one["event_id"] + n, "ts": f"{one['ts'][:14]}{20 * n:02d}:00"}
        for one in looks(own, user="an")
        for n in range(3)
    ]
    base = replace(rulebook.shipped(), minimum=0.1)
    found = {}
    for name, work in (("once", looks(own * 3, user="an")), ("thrice", thrice)):
        folder = made(tmp_path / name, consult=[*work, *strange], citizens=town(), dossiers=dossiers(range(100)))
        run.check(folder, folder / "out", key=KEY, now=NOW, book=base)
        found[name] = scores(folder / "out")["1799"]
    assert found["thrice"] < 0.8 * found["once"]


def test_a_table_of_households_alone_is_enough(tmp_path: Path) -> None:
    """Nobody says who the residents are: those whose house is known are."""
    lived = [{"citizen": one["citizen"], "house": one["house"], "from_ts": "2020-01-01"} for one in town()]
    looked = [*looks(OWN + OTHER), FAMILY]
    out = checked(tmp_path / "so", staff=STAFF, consult=looked, household=lived, dossiers=dossiers(range(40)))
    assert household_explained(out) == len(OTHER)
    anybody = [*looks([1001 + 2 * h for h in range(0, HOUSES, 2)]), FAMILY]
    many = dossiers(range(HOUSES // 2))
    out = checked(tmp_path / "not", staff=STAFF, consult=anybody, household=lived, dossiers=many)
    assert household_explained(out) == 0
