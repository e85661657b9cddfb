"""Lists of staff that lag behind, and the namesake of somebody whose visit nobody wrote down: honest work that looked like misuse."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.scrutiny.test_traces import TUESDAY, Row, at, daily, look

MOVED: list[Row] = [
    {"user_id": "mo", "team": "a", "from_ts": "2025-01-01", "to_ts": "2026-03-13"},
    {"user_id": "mo", "team": "b", "from_ts": "2026-03-13"},
    {"user_id": "an", "team": "a", "from_ts": "2025-01-01"},
    {"user_id": "bo", "team": "b", "from_ts": "2025-01-01"},
]


def moved(days: int, **more: object) -> Row:
    """So many days before the list says that he moved."""
    return {"user_id": "mo", "ts": (datetime(2026, 3, 13, 9) - timedelta(days=days)).isoformat(), **more}  # noqa: DTZ001 -- as in a file


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("dossiers", {"citizen": 1, "worker": "bo", "team": "b", "opened": "2026-01-05"}),
        ("appointments", {"citizen": 1, "team": "b", "day": "2026-03-10"}),
        ("inscriptions", {"citizen": 1, "team": "b", "from_ts": "2026-01-05"}),
    ],
)
def test_who_moved_works_for_his_new_team_before_the_list_says_so(tmp_path: Path, table: str, reason: Row) -> None:
    _listed, found = look(tmp_path / "in", [moved(3, citizen=1), moved(3, citizen=2)], staff=MOVED, **{table: [reason]})
    rule = {"dossiers": "handover", "appointments": "handover-appointment", "inscriptions": "handover-inscription"}
    assert [found[number][0] for number in (1, 2)] == [rule[table], None]


def test_a_new_team_explains_nothing_of_two_weeks_before(tmp_path: Path) -> None:
    dossiers: list[Row] = [{"citizen": 1, "worker": "bo", "team": "b", "opened": "2026-01-05"}]
    _listed, found = look(tmp_path / "in", [moved(14, citizen=1)], staff=MOVED, dossiers=dossiers)
    assert found[1][0] is None


def test_ten_days_after_its_dossier_was_closed_no_move_explains_the_own_team(tmp_path: Path) -> None:
    """`handover` runs for two weeks after the end of a dossier, that of the team for one: who stays where he is has the shorter one, also while
    he moves beside it."""
    closed: list[Row] = [
        {"citizen": 1, "worker": "bo", "team": "a", "opened": "2026-01-05", "closed": str((TUESDAY - timedelta(days=10)).date())}
    ]  # fmt: skip
    stays: Row = {"user_id": "an", "team": "a", "from_ts": "2025-01-01"}
    also: Row = {"user_id": "an", "team": "b", "from_ts": str((TUESDAY + timedelta(days=3)).date())}
    for name, staff in (("stays", [stays]), ("moves", [stays, also])):
        _listed, found = look(
            tmp_path / name, [at(TUESDAY, citizen=1), at(TUESDAY, citizen=2)], staff=staff, dossiers=closed
        )
        assert found[1][0] is None
    beside: list[Row] = [*closed, {"citizen": 2, "worker": "bo", "team": "b", "opened": "2026-01-05"}]
    _listed, found = look(
        tmp_path / "b", [at(TUESDAY, citizen=1), at(TUESDAY, citizen=2)], staff=[stays, also], dossiers=beside
    )
    assert (found[1][0], found[2][0]) == (None, "handover")


def gone(day: list[Row], *, ip: str = "10.0.0.1") -> tuple[Row, list[Row]]:
    """Who worked for weeks, left before this Tuesday according to the list, and looked at these that day."""
    staff: Row = {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "to_ts": TUESDAY.date().isoformat()}
    before = [{**row, "ip": "10.0.0.1"} for row in daily(days=43)]
    return staff, [*({**row, "ip": ip} for row in day), *before]


def test_a_working_day_after_the_end_is_a_list_that_is_a_day_late(tmp_path: Path) -> None:
    """As much as on any day, at the own place: no sign. A few, or at another place, or a day later: he was gone."""
    day = [at(TUESDAY + timedelta(minutes=31 * place), citizen=100 + place) for place in range(10)]
    later = [at(TUESDAY + timedelta(days=1, minutes=31 * place), citizen=100 + place) for place in range(10)]

    def signs(folder: str, looks: list[Row], ip: str = "10.0.0.1") -> set[str]:
        staff, rows = gone(looks, ip=ip)
        _listed, found = look(tmp_path / folder, rows, staff=[staff])
        return {sign for number in range(1, len(looks) + 1) for sign in found[number][1]}

    assert "after-leaving" not in signs("whole", day)
    assert "after-leaving" in signs("few", day[:3])
    assert "after-leaving" in signs("elsewhere", day, "10.9.9.9")
    assert "after-leaving" in signs("later", later)


def test_the_namesake_of_an_unregistered_visit_is_the_same_visit(tmp_path: Path) -> None:
    """By name, a minute before somebody of that name: one visit, however nobody wrote it down. Another name is another citizen."""
    citizens: list[Row] = [
        {"citizen": citizen, "house": citizen, "surname": 70 + (citizen == 3)} for citizen in (1, 2, 3)
    ]

    def in_a_row(folder: str, second: int) -> list[bool]:
        looks = [at(TUESDAY, citizen=1, search_key="naam"), at(TUESDAY + timedelta(minutes=1), citizen=second)]
        _listed, found = look(tmp_path / folder, [*looks, *daily()], citizens=citizens)
        return ["in-a-row" in found[number][1] for number in (1, 2)]

    assert in_a_row("namesake", 2) == [False, False]
    assert in_a_row("another", 3) == [True, True]


def test_a_service_is_not_rare_for_who_comes_from_a_team_that_uses_it(tmp_path: Path) -> None:
    work = [{**row, "service": "RR"} for row in daily("an", 66)]
    looks = [
        {"user_id": user, "citizen": citizen, "ts": moment, "service": "Inkomen"}
        for citizen, (user, moment) in enumerate(
            [("mo", "2026-03-20T09:00"), ("an", "2026-03-20T09:00"), ("mo", "2026-04-20T09:00")], start=1
        )
    ]
    staff = [
        {**row, "team": {"a": "b", "b": "a"}[str(row["team"])]} if row["user_id"] == "mo" else row for row in MOVED
    ]
    _listed, found = look(tmp_path / "in", [*looks, *work], staff=staff)
    assert ["rare-service" in found[number][1] for number in (1, 2, 3)] == [False, True, True]


def test_what_who_comes_from_a_team_finishes_there_makes_its_service_no_habit_of_the_new_one(tmp_path: Path) -> None:
    work = [{**row, "service": "RR"} for row in daily("an", 66)]
    finished = [
        {"user_id": "mo", "citizen": 900 + day, "ts": f"2026-03-{day}T10:00", "service": "Inkomen"}
        for day in range(12, 24)
    ]
    staff = [
        {**row, "team": {"a": "b", "b": "a"}[str(row["team"])]} if row["user_id"] == "mo" else row for row in MOVED
    ]
    stranger = {"user_id": "an", "citizen": 1, "ts": "2026-03-25T09:00", "service": "Inkomen"}
    dossiers: list[Row] = [
        {"citizen": row["citizen"], "worker": "mo", "team": "b", "opened": "2026-01-05"} for row in finished
    ]
    _listed, found = look(tmp_path / "in", [stranger, *finished, *work], staff=staff, dossiers=dossiers)
    assert "rare-service" in found[1][1]
    assert {found[number][0] for number in range(2, 14)} == {"dossier-worker"}


def test_a_leave_that_ended_a_day_early_is_no_absence(tmp_path: Path) -> None:
    """Who worked as on any other day at the edge of his leave was there; in the middle of it, or for three looks, he was not."""
    week = [TUESDAY - timedelta(days=1) + timedelta(days=day) for day in range(5)]  # leave from Monday to Friday
    leave: list[Row] = [{"user_id": "an", "from_ts": week[0].date().isoformat(), "to_ts": "2026-03-14"}]

    def away(folder: str, day: datetime, looks: int) -> bool:
        rows = [at(day + timedelta(minutes=31 * place), citizen=100 + place, ip="10.0.0.1") for place in range(looks)]
        before = [{**row, "ip": "10.0.0.1"} for row in daily()]
        _listed, found = look(tmp_path / folder, [*rows, *before], absences=leave)
        return any("absent" in found[number][1] for number in range(1, looks + 1))

    assert not away("back", week[4], 10)
    assert away("middle", week[2], 10)
    assert away("few", week[4], 3)
