"""Neighbours of a dossier: a street that was asked for a permit is explained, a street that somebody was curious about is not."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from roeland.scrutiny import rulebook
from tests.scrutiny.folders import cases, checked, events, verdicts

STREET = [
    *({"citizen": n, "house": n, "street": 3, "surname": n, "vip": "0"} for n in range(1, 9)),
    {"citizen": 20, "house": 20, "street": 4, "surname": 20, "vip": "0"},
]
PERMIT = {"dossier_id": "D1", "citizen": 1, "worker": "cy", "team": "a", "opened": "2026-03-01", "closed": ""}
LOOKS = [{"citizen": n, "ts": f"2026-03-10T09:{n:02}", "dossier_ref": "D1"} for n in (2, 3, 4)]


def explained(folder: Path, looks: list[dict[str, Any]], dossier: dict[str, Any] | None = None) -> list[str | None]:
    out = checked(folder, consult=events(*looks), citizens=STREET, dossiers=[dossier or PERMIT])
    return [reason for reason, _flags in verdicts(out).values()]


def test_houses_of_the_street_of_a_dossier_of_the_team_are_explained(tmp_path: Path) -> None:
    same_day = {"citizen": 5, "ts": "2026-03-10T10:00", "dossier_ref": ""}
    another_day = {"citizen": 6, "ts": "2026-03-12T10:00", "dossier_ref": ""}
    other_street = {"citizen": 20, "ts": "2026-03-10T09:30", "dossier_ref": "D1"}
    assert explained(tmp_path, [*LOOKS, same_day, another_day, other_street]) == ["dossier-street"] * 4 + [None] * 2


@pytest.mark.parametrize(
    "dossier",
    [{**PERMIT, "team": "b"}, {**PERMIT, "closed": "2026-02-01", "opened": "2026-01-01"}, {**PERMIT, "citizen": 20}],
    ids=["another team", "closed", "another street"],
)
def test_no_other_dossier_explains_a_street(tmp_path: Path, dossier: dict[str, Any]) -> None:
    assert explained(tmp_path, LOOKS, dossier) == [None] * 3


def test_one_or_two_houses_are_no_street(tmp_path: Path) -> None:
    assert explained(tmp_path, LOOKS[:2]) == [None] * 2


def test_without_references_it_lacks(tmp_path: Path) -> None:
    looks = [{name: value for name, value in look.items() if name != "dossier_ref"} for look in LOOKS]
    assert explained(tmp_path, looks) == [None] * 3


def test_a_rule_on_a_street_has_its_own_keys() -> None:
    text = resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")
    for was, now in (("houses: 3", "houses: 1"), ("street: citizen, team: team}", "street: citizen, team: user}")):
        with pytest.raises(rulebook.BadRules, match=r"dossier-street: houses is minstens 2, en hoort bij de sleutels"):
            rulebook.parse(text.replace(was, now, 1))


def test_a_list_that_nothing_explains_weighs_more_than_one_for_a_dossier(tmp_path: Path) -> None:
    """A sign that marks everything counts whole only where there is no reason."""
    usual = [{"citizen": 500 + n, "ts": f"2026-03-{2 + n % 20:02}T10:{n:02}", "n_persons": 1} for n in range(40)]
    looks = [
        {"citizen": 2, "ts": "2026-03-10T09:00", "n_persons": 400},
        {"citizen": 7, "ts": "2026-03-11T09:00", "n_persons": 400},
    ]
    dossier = {"citizen": 2, "worker": "an", "team": "a", "opened": "2026-03-01", "closed": ""}
    found = cases(checked(tmp_path, consult=events(*looks, *usual), dossiers=[dossier]))
    score = {row["citizen"]: float(row["score"]) for row in found if "bulk" in row["reasons"].split()}
    assert score["7"] > 1.5 * score["2"] > 0
