"""Each flag marks what it should, and not the case beside it."""

from pathlib import Path
from typing import Any

import pytest

from tests.scrutiny.folders import WORK, cases, checked, events, verdicts

OPEN = {"dossiers": [{"citizen": 7, "worker": "an", "team": "a", "opened": "2026-01-01", "closed": ""}]}
RESIDENTS = [
    {"citizen": 7, "house": 70, "street": 700, "surname": 7000, "vip": "0"}, {"citizen": 9, "house": 70, "street": 700, "surname": 9000, "vip": "0"},
    {"citizen": 30, "house": 31, "street": 700, "surname": 1, "vip": "0"}, {"citizen": 40, "house": 41, "street": 1, "surname": 7000, "vip": "0"},
    {"citizen": 50, "house": 51, "street": 1, "surname": 2, "vip": "1"}, {"citizen": 100, "house": 90, "street": 2, "surname": 3, "vip": "0"},
    {"citizen": 101, "house": 90, "street": 2, "surname": 3, "vip": "0"},
    *({"citizen": 8000 + n, "house": 500 + n, "street": 9, "surname": 99, "vip": "0"} for n in range(15)),
    *({"citizen": 600 + n, "house": 70, "street": "", "surname": "", "vip": "0"} for n in range(20)),  # live with an
]  # fmt: skip
DAYS = ["2026-03-10T09:00", "2026-03-12T09:00", "2026-03-17T09:00"]
ALONE: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]] = [  # flag, consultations that get it, consultations that do not
    ("self", [{"citizen": 7}], [{"citizen": 100}]),
    ("own-household", [{"citizen": 9}], [{"citizen": 7}]),
    ("after-leaving", [{"user_id": "li"}], [{"user_id": "li", "ts": "2026-01-20T09:00"}]),
    ("unknown-user", [{"user_id": "zz"}], [{"user_id": "li"}]),
    ("absent", [{"user_id": "bo", "ts": "2026-04-02T09:00"}], [{"user_id": "bo"}]),
    ("colleague", [{"citizen": 8}], [{"citizen": 7}]),
    ("surname", [{"citizen": 40}], [{"citizen": 30}]),
    ("street", [{"citizen": 30}], [{"citizen": 40}]),
    ("closed-dossier", [{"citizen": 60}], [{"citizen": 60, "user_id": "cy"}]),
    ("off-hours", [{"ts": "2026-03-10T22:00"}, {"ts": "2026-03-14T09:00"}], [{"ts": "2026-03-10T18:30"}, {"ts": "2026-03-10T04:30"}]),
    ("watch", [{"citizen": 50}], [{"citizen": 30}]),
    ("not-by-number", [{"search_key": "naam"}], [{"search_key": "INSZ"}, {"search_key": ""}]),
    ("repeated", [{"ts": day} for day in DAYS], [{"ts": DAYS[0], "citizen": 101}, {"ts": DAYS[1], "citizen": 101}]),
    ("one-household", [{"citizen": 100}, {"citizen": 101}], [{"citizen": 100, "user_id": "bo"}]),
    ("burst", [{"user_id": user} for user in ("an", "bo", "cy", "li")], [{"user_id": user, "citizen": 101} for user in ("an", "bo", "cy")]),
    ("enumeration", [{"citizen": 200 + n, "ts": f"2026-03-10T09:{n:02}"} for n in range(9)], [{"citizen": 300 + n, "ts": f"2026-04-{10 + n}T09:00"} for n in range(9)]),
    (
        "elsewhere",
        [{"ip": "10.9.9.9", "ts": "2026-03-10T09:05:30"}],
        [{"ts": f"2026-03-10T09:{n:02}"} for n in range(50)] + [{"ip": "10.9.9.9", "ts": "2026-03-11T09:00"}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "bad", "fine"), ALONE, ids=[row[0] for row in ALONE])
def test_a_flag_marks_what_it_says(
    tmp_path: Path, flag: str, bad: list[dict[str, Any]], fine: list[dict[str, Any]]
) -> None:
    staff = [
        *WORK["staff"], {"user_id": "li", "team": "a", "from_ts": "2025-01-01", "to_ts": "2026-02-01"},
        {"user_id": "cy", "team": "b", "from_ts": "2025-01-01"},
    ]  # fmt: skip
    usual = [
        {"user_id": "cy", "citizen": 8000 + n, "ts": f"2026-01-{5 + 7 * (n // 5) + n % 5:02}T10:00"} for n in range(15)
    ]
    out = checked(
        tmp_path, consult=events(*bad, *fine, *usual), staff=staff, citizens=RESIDENTS,
        absences=[{"user_id": "bo", "from_ts": "2026-04-01", "to_ts": "2026-04-05"}],
        dossiers=[{"citizen": 60, "worker": "an", "team": "a", "opened": "2025-01-01", "closed": "2025-06-01"}],
    )  # fmt: skip
    found = verdicts(out)
    marked = [number for number, (_, flags) in found.items() if flag in flags]
    assert marked == list(range(1, len(bad) + 1))


def test_only_flags_for_always_mark_what_is_explained(tmp_path: Path) -> None:
    found = verdicts(
        checked(tmp_path, consult=events({"citizen": 7, "ts": "2026-03-10T20:30"}), citizens=RESIDENTS, **OPEN)
    )
    assert found == {1: ("dossier-worker", ["self"])}


def test_duty_takes_away_the_hour(tmp_path: Path) -> None:
    late = events({"ts": "2026-03-11T05:00", "citizen": 55})
    assert verdicts(checked(tmp_path, consult=late, oncall=[{"user_id": "an", "day": "2026-03-10"}])) == {
        1: ("oncall", [])
    }


def test_duty_goes_before_leave_outside_office_hours_only(tmp_path: Path) -> None:
    looks = events({"ts": "2026-03-10T21:00", "citizen": 55}, {"ts": "2026-03-10T10:00", "citizen": 56})
    leave = [{"user_id": "an", "from_ts": "2026-03-10", "to_ts": "2026-03-11"}]
    duty = [{"user_id": "an", "day": "2026-03-10"}]
    assert verdicts(checked(tmp_path, consult=looks, oncall=duty, absences=leave)) == {
        1: ("oncall", []),
        2: (None, ["absent"]),
    }


def test_a_day_far_above_habit_is_volume(tmp_path: Path) -> None:
    rows = [{"ts": f"2026-03-{day:02}T09:{n:02}", "citizen": day * 100 + n} for day in range(2, 17) for n in range(3)]
    rows += [{"ts": f"2026-03-17T{9 + n // 6:02}:{n % 6}0", "citizen": 9000 + n} for n in range(40)]
    found = verdicts(checked(tmp_path, consult=events(*rows)))
    assert [number for number, (_, flags) in found.items() if "volume" in flags] == list(range(46, 86))


def test_who_searches_by_name_beyond_others(tmp_path: Path) -> None:
    usual = [
        {"citizen": 1000 + n, "ts": f"2026-03-10T{8 + n // 60:02}:{n % 60:02}", "user_id": "bo"} for n in range(180)
    ]
    named = [{"citizen": 5000 + n, "ts": f"2026-03-{10 + n}T09:00", "search_key": "naam"} for n in range(12)]
    found = verdicts(checked(tmp_path, consult=events(*usual, *named)))
    assert {number for number, (_, flags) in found.items() if "by-name" in flags} == set(range(181, 193))


def test_cases_are_ranked_with_their_reasons(tmp_path: Path) -> None:
    out = checked(
        tmp_path,
        citizens=RESIDENTS,
        consult=events(
            {"citizen": 30, "ts": "2026-03-10T22:00"}, {"citizen": 7}, {"citizen": 100, "ts": "2026-03-12T09:00"}
        ),
    )
    listed = cases(out)
    assert [(row["rank"], row["user_id"], row["citizen"], row["reasons"]) for row in listed] == [
        ("1", "an", "7", "self"), ("2", "an", "30", "night street off-hours"),
    ]  # fmt: skip
    assert listed[0]["first_ts"] == "2026-03-10T09:00:00.000000Z"
    assert float(listed[0]["score"]) > float(listed[1]["score"])


def test_beside_a_narrower_sign_the_rest_of_the_work_is_left_alone(tmp_path: Path) -> None:
    """Nine addresses in a fortnight say which consultations are too many: the three others of those weeks are not marked with them."""
    sold = [{"citizen": 5000 + n, "service": "Adres", "ts": f"2026-03-{2 + n:02}T09:00"} for n in range(9)]
    usual = [{"citizen": 6000 + n, "service": f"Dienst {n}", "ts": f"2026-03-{3 + 4 * n:02}T14:00"} for n in range(3)]
    found = verdicts(checked(tmp_path, consult=events(*sold, *usual)))
    assert all({"same-service", "scattered"} <= set(found[number][1]) for number in range(1, 10))
    assert not any("scattered" in found[number][1] for number in range(10, 13))


def test_what_a_team_has_of_one_self_weighs_less_the_more_chance_gives(tmp_path: Path) -> None:
    """Covered by a dossier of the team: one look at oneself is a question; where hundreds of covered looks at few citizens make it chance, less so."""

    def points(name: str, looks: int, residents: int) -> float:
        covered = [
            {"citizen": 20 + n % 10, "ts": f"2026-03-{2 + n % 5:02}T{8 + n // 60:02}:{n % 60:02}"} for n in range(looks)
        ]
        out = checked(
            tmp_path / name, consult=events({"citizen": 7, "ts": "2026-03-12T09:00"}, *covered),
            citizens=[{"citizen": 20 + n, "house": n} for n in range(residents)],
            dossiers=[{"citizen": citizen, "worker": "cy", "team": "a", "opened": "2026-01-01"} for citizen in (7, *range(20, 30))],
        )  # fmt: skip
        assert verdicts(out)[1] == (None, ["self"])
        return next(float(case["score"]) for case in cases(out) if case["citizen"] == "7")

    assert points("many", 10, 5000) > 6
    assert 2 < points("few", 300, 100) < 4
