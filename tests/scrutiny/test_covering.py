"""Who stands in at another team: one question, and never for a look at somebody he knows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.scrutiny.test_traces import Row, at, daily, look

TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)
OFTEN = ("in-a-row", "enumeration", "cluster", "same-service", "scattered")
STAFF: list[Row] = [
    {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "street": 4},
    {"user_id": "cy", "team": "b", "from_ts": "2025-01-01", "street": 5},
]


def covered(
    folder: Path, *, cited: int, teams: str = "b", staff: list[Row] | None = None, street: int = 6
) -> dict[str, list[str]]:
    """Ten citizens of other teams in two hours, for so many the number of their dossier: citizens of the cases of an, with the reasons.

    teams: of their dossiers, in turn; street: of the first one.
    """
    own: list[Row] = [
        {"citizen": 10_000 + place, "team": "a", "worker": "an", "dossier_id": f"A{place}", "opened": "2025-06-01"}
        for place in range(400)
    ]
    theirs: list[Row] = [
        {"citizen": place, "team": teams[place % len(teams)], "worker": "cy", "dossier_id": f"B{place}", "opened": "2026-01-05"}
        for place in range(1, 11)
    ]  # fmt: skip
    looks = daily() + [
        at(TUESDAY + timedelta(minutes=12 * place), citizen=place, dossier_ref=f"B{place}" if place <= cited else "")
        for place in range(1, 11)
    ]
    citizens: list[Row] = [
        {"citizen": row["citizen"], "house": place, "street": 100 + place % 50} for place, row in enumerate(own)
    ]
    citizens += [{"citizen": place, "house": 900 + place, "street": 200 + place} for place in range(2, 11)]
    citizens.append({"citizen": 1, "house": 901, "street": street})
    found, _verdicts = look(
        folder, looks, dossiers=own + theirs, citizens=citizens, staff=[dict(row) for row in staff or STAFF]
    )
    return {citizen: row["reasons"].split() for (user, citizen), row in found.items() if user == "an"}


def test_a_day_for_another_team_is_one_question(tmp_path: Path) -> None:
    found = covered(tmp_path / "in", cited=4)
    assert found == {"10": ["other-team"]}
    said = pq.read_table(tmp_path / "in" / "out" / "reasons.parquet").to_pylist()
    (reasons,) = [row["reasons"] for row in said]
    assert [one["citizens"] for one in reasons if one["flag"] == "other-team"] == [10]


def test_a_tie_is_asked_about_by_itself(tmp_path: Path) -> None:
    found = covered(tmp_path / "in", cited=4, street=4)
    assert {citizen: reasons for citizen, reasons in found.items() if citizen == "1"} == {"1": ["street"]}
    assert found["10"] == ["other-team"]


@pytest.mark.parametrize("why", ["numbers", "teams", "former"])
def test_what_is_no_work_for_another_team(tmp_path: Path, why: str) -> None:
    """Without the numbers of the dossiers, through the clients of several teams, or of the team that he left."""
    left: list[Row] = [*STAFF, {"user_id": "an", "team": "b", "from_ts": "2024-01-01", "to_ts": "2024-12-01"}]
    found = covered(
        tmp_path / "in",
        cited=2 if why == "numbers" else 4,
        teams="bcd" if why == "teams" else "b",
        staff=left if why == "former" else None,
    )
    assert len(found) == 10
    assert not any("other-team" in reasons for reasons in found.values())
    assert all({*OFTEN} & {*reasons} for reasons in found.values())
