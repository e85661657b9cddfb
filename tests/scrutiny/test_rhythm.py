"""Looks at one time of the day, and services that are asked without a reason only: each beside the work that explains it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.scrutiny.test_traces import Row, look

MONDAY = datetime(2026, 2, 16, tzinfo=UTC)
OWN = {"citizen": 9000, "worker": "an", "team": "a", "opened": "2025-06-01"}


def work(hours: tuple[int, ...] = (8, 10, 12, 14), days: int = 40, **more: object) -> list[Row]:
    """Ordinary work of somebody, at these hours, about a citizen whose dossier he has."""
    start = MONDAY - timedelta(days=5)
    return [
        {"user_id": "an", "citizen": 9000, "ts": (start + timedelta(days=day, hours=hour, minutes=11 * (day % 5))).isoformat(), **more}
        for day in range(days) for hour in hours
    ]  # fmt: skip


def secret(days: range, moment: timedelta, user: str = "an", citizen: int = 1, other: int = 1) -> list[Row]:
    """A look without a reason on each of these days, at about that time, at one citizen after the other."""
    return [
        {"user_id": user, "citizen": citizen + other * place, "ts": (MONDAY + timedelta(days=day, minutes=3 * (place % 4)) + moment).isoformat()}
        for place, day in enumerate(days)
    ]  # fmt: skip


def marked(folder: Path, sign: str, looks: list[Row], *dossiers: Row, **tables: list[Row]) -> list[bool]:
    """Of each of these consultations, whether it has that sign."""
    _listed, found = look(folder, looks, dossiers=[OWN, *dossiers], **tables)
    return [sign in found[number][1] for number in range(1, len(looks) + 1)]


LATE = timedelta(hours=16, minutes=31)


def test_a_time_of_the_day_of_ones_own(tmp_path: Path) -> None:
    """Six days about half past five, in Brussels; who looked once at another hour did not do so then."""
    looks = [*secret(range(0, 24, 4), LATE), *secret(range(9, 10), timedelta(hours=10), citizen=80), *work()]
    found = marked(tmp_path / "in", "clockwork", looks)
    assert found == [True] * 6 + [False] * (1 + len(work()))


def test_the_clock_is_that_of_brussels(tmp_path: Path) -> None:
    """Half past five in winter and in summer time, of which the clock of the log makes two hours; the same hour of the log is two of people."""
    march = range(28, 56, 4)  # put forward on day 41
    people = [
        row for day in march for row in secret(range(day, day + 1), LATE - timedelta(hours=day > 40), citizen=day)
    ]
    assert marked(tmp_path / "in", "clockwork", [*people, *work(days=70)])[:7] == [True] * 7
    halves = secret(range(35, 49, 2), LATE)  # three days before, four after
    assert marked(tmp_path / "log", "clockwork", [*halves, *work(days=70)])[:7] == [False] * 3 + [True] * 4


@pytest.mark.parametrize("days", [range(0, 12, 4), range(0, 48, 6)])
def test_few_days_are_no_rhythm_and_neither_is_any_hour(tmp_path: Path, days: range) -> None:
    """Three days at one time of the day, or eight at eight of them."""
    looks = secret(days, LATE)
    if len(days) > 3:
        looks = [row for place, day in enumerate(days) for row in secret(range(day, day + 1), timedelta(hours=8 + place), citizen=place)]  # fmt: skip
    assert not any(marked(tmp_path / "in", "clockwork", [*looks, *work()]))


def test_who_always_works_then_keeps_no_rhythm(tmp_path: Path) -> None:
    """Most of the ordinary work falls about that hour."""
    looks = [*secret(range(0, 24, 4), timedelta(hours=16, minutes=11)), *work((16, 16, 16, 12))]
    assert not any(marked(tmp_path / "in", "clockwork", looks))


def test_the_telephone_of_the_team_is_no_rhythm_of_one(tmp_path: Path) -> None:
    """What nobody of the team registers at that hour; of another team it says nothing."""
    phone = [
        row
        for place, user in enumerate(("bo", "cy", "di"))
        for row in secret(range(0, 40, 2), LATE, user, 100 + 50 * place)
    ]
    looks = [*secret(range(0, 24, 4), LATE), *phone, *work()]
    for team, wanted in (("a", False), ("b", True)):
        staff: list[Row] = [
            {"user_id": user, "team": "a" if user == "an" else team, "from_ts": "2025-01-01"} for user in ("an", "bo", "cy", "di")
        ]  # fmt: skip
        assert marked(tmp_path / team, "clockwork", looks, staff=staff)[:6] == [wanted] * 6


def test_who_registers_little_has_no_work_to_lay_beside(tmp_path: Path) -> None:
    """A third of all he does has no reason; nor has an account of several people a habit."""
    looks = [*secret(range(0, 24, 4), LATE), *work(days=2)]
    assert not any(marked(tmp_path / "in", "clockwork", looks))
    looks = [*secret(range(0, 24, 4), LATE), *work()]
    staff: list[Row] = [{"user_id": "an", "team": "a", "from_ts": "2025-01-01", "shared": "ja"}]
    assert not any(marked(tmp_path / "shared", "clockwork", looks, staff=staff))


def test_a_rhythm_about_one_citizen_is_his(tmp_path: Path) -> None:
    """Who telephoned at such a moment is no part of it."""
    looks = [*secret(range(0, 42, 7), LATE, other=0), *secret(range(3, 5), LATE, citizen=70), *work()]
    assert marked(tmp_path / "in", "clockwork", looks)[:8] == [True] * 6 + [False] * 2


def asked(times: int = 4, of: int = 300, elsewhere: int = 40, bare: int = 0) -> list[Row]:
    """Incomes of so many citizens without a reason by `an`, whose work is addresses; so many incomes by another team, so many of them without."""
    start = MONDAY - timedelta(days=30)
    return [
        *({**row, "service": "Inkomen"} for row in secret(range(0, 2 * times, 2), timedelta(hours=9))),
        *({"user_id": "an", "citizen": 9000, "service": "Adres", "ts": (start + timedelta(hours=3 * place)).isoformat()} for place in range(of)),
        *({"user_id": "cy", "citizen": 9600 + place * (place < bare), "service": "Inkomen", "ts": (start + timedelta(hours=7 * place)).isoformat()} for place in range(elsewhere)),
    ]  # fmt: skip


OTHERS = {"citizen": 9600, "worker": "cy", "team": "b", "opened": "2025-06-01"}
TEAMS: list[Row] = [{"user_id": user, "team": team, "from_ts": "2025-01-01"} for user, team in (("an", "a"), ("cy", "b"))]  # fmt: skip


@pytest.mark.parametrize(
    ("looks", "wanted"),
    [
        (asked(), True),
        (asked(times=2), False),  # of two citizens
        (asked(times=24), False),  # more than a twentieth of the work: what the team does
        (asked(elsewhere=10), False),  # nobody else asks this much
        (asked(bare=12), False),  # others have no reason for it either
    ],
)
def test_a_service_without_reasons(tmp_path: Path, looks: list[Row], wanted: bool) -> None:
    found = marked(tmp_path / "in", "bare-service", looks, OTHERS, staff=TEAMS)
    assert found == [wanted and place < 4 for place in range(len(looks))]


def test_a_team_that_has_few_reasons_for_anything(tmp_path: Path) -> None:
    """Of its other work as much is unexplained: this service says nothing more."""
    looks = asked()
    for place in range(4, 304, 3):
        looks[place]["citizen"] = 300 + place
    assert not any(marked(tmp_path / "in", "bare-service", looks, OTHERS, staff=TEAMS))


def test_what_the_team_hardly_asks_is_another_sign(tmp_path: Path) -> None:
    found = look(tmp_path / "in", asked(of=1500), dossiers=[OWN, OTHERS], staff=TEAMS)[1]
    assert [sign for sign in found[1][1] if sign.endswith("service")] == ["rare-service"]
