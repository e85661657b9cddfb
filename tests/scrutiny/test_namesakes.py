"""Who looks for somebody by name opens a namesake first: explained when the right one, with a reason, follows within minutes."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from roeland.scrutiny import rulebook
from tests.scrutiny.folders import checked, events, summary, verdicts

TOWN = [
    *({"citizen": n, "house": n, "street": n, "surname": 7, "vip": "0"} for n in range(1, 9)),
    {"citizen": 9, "house": 1, "street": 1, "surname": 7, "vip": "0"},
    {"citizen": 20, "house": 20, "street": 20, "surname": 8, "vip": "0"},
]
DOSSIER = {"citizen": 1, "worker": "an", "team": "a", "opened": "2026-03-01", "closed": ""}
RIGHT = {"citizen": 1, "ts": "2026-03-10T09:05", "search_key": "naam"}


def explained(folder: Path, *looks: dict[str, Any], **tables: list[dict[str, Any]]) -> list[str | None]:
    """What explains each of the looks that came with the right one."""
    out = checked(folder, consult=events(*looks, RIGHT), citizens=TOWN, dossiers=[DOSSIER], **tables)
    return [reason for reason, _flags in verdicts(out).values()][: len(looks)]


def wrong(citizen: int = 2, minute: int = 3, key: str = "naam") -> dict[str, Any]:
    return {"citizen": citizen, "ts": f"2026-03-10T09:{minute:02}", "search_key": key}


def test_a_namesake_just_before_the_right_one_is_explained(tmp_path: Path) -> None:
    assert explained(tmp_path, wrong(), wrong(3, 4)) == ["namesake"] * 2


@pytest.mark.parametrize(
    "look",
    [
        wrong(key="insz"),
        wrong(minute=6),
        {**wrong(), "ts": "2026-03-10T08:54"},
        wrong(20),
        wrong(9),
        {**wrong(), "user_id": "bo"},
    ],
    ids=["by number", "after it", "long before", "another name", "same house", "another worker"],
)
def test_nothing_else_is(tmp_path: Path, look: dict[str, Any]) -> None:
    assert explained(tmp_path, look) != ["namesake"]


def test_a_whole_name_is_no_mistake(tmp_path: Path) -> None:
    assert explained(tmp_path, *(wrong(2 + n, n) for n in range(4))) == [None] * 4


def test_his_own_name_is_no_mistake(tmp_path: Path) -> None:
    staff = [{"user_id": "an", "team": "a", "from_ts": "2025-01-01", "to_ts": "", "own": "50", "house": "50", "street": "50", "surname": "7", "local": "1"}]  # fmt: skip
    assert explained(tmp_path, wrong(), staff=staff) == [None]


def test_the_right_one_needs_a_reason(tmp_path: Path) -> None:
    out = checked(tmp_path, consult=events(wrong(), {**RIGHT, "citizen": 3}), citizens=TOWN, dossiers=[DOSSIER])
    assert [reason for reason, _flags in verdicts(out).values()] == [None, None]


def test_where_the_log_does_not_say_how_anybody_counts(tmp_path: Path) -> None:
    looks = [{name: value for name, value in one.items() if name != "search_key"} for one in events(wrong(), RIGHT)]
    out = checked(tmp_path, consult=looks, citizens=TOWN, dossiers=[DOSSIER])
    found = list(verdicts(out).values())
    assert [reason for reason, _flags in found] == ["namesake", "dossier-worker"]


def test_where_the_log_does_not_say_how_nobody_is_said_to_have_looked_without_a_number(tmp_path: Path) -> None:
    looks = [{name: value for name, value in one.items() if name != "search_key"} for one in events(wrong(20), RIGHT)]
    out = checked(tmp_path, consult=looks, citizens=TOWN, dossiers=[DOSSIER])
    assert summary(out)["unexplained"] == 1
    assert "not-by-number" not in summary(out)["flags"] or not summary(out)["flags"]["not-by-number"]


def test_without_names_it_lacks(tmp_path: Path) -> None:
    town = [{name: value for name, value in one.items() if name != "surname"} for one in TOWN]
    out = checked(tmp_path, consult=events(wrong(), RIGHT), citizens=town, dossiers=[DOSSIER])
    assert summary(out)["unavailable_explanations"]["namesake"] == "citizens.surname"


def test_such_a_rule_has_its_own_table_and_keys() -> None:
    text = resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")
    whole = "keys: {surname: citizen, user_id: user}"
    with pytest.raises(rulebook.BadRules, match=r"namesake: minutes hoort bij de tabel consult"):
        rulebook.parse(text.replace(whole, "keys: {citizen: citizen, user_id: user}"))
    with pytest.raises(rulebook.BadRules, match=r"namesake: de tabel consult bestaat niet"):
        rulebook.parse(text.replace("    minutes: 10\n", "", 1))
