"""The watch list counts only where *bijzondere band* could be said of other ties too. An attacker lays two worlds side by side that differ by
one entry on the list: where the phrase would tell, he sees no difference in anything that a run gives."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import crowd, rulebook, run
from roeland.scrutiny.wording import SPECIAL, TIES, sentences
from tests.scrutiny.folders import KEY, NOW, cases, checked, events, made, summary, verdicts

NIGHT = "2026-03-10T23:30"
PREY = 50
HOUSEMATES = [{"citizen": 2000 + n, "house": 80, "vip": ""} for n in range(20)]  # they live with bo
FAMILY = [{"citizen": 90 + n, "house": 70, "vip": ""} for n in range(2)]  # and these with an
STAFF: list[dict[str, Any]] = [
    {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 7, "house": 70},
    {"user_id": "bo", "team": "a", "from_ts": "2025-01-01", "own": 8, "house": 80},
    {"user_id": "cy", "team": "a", "from_ts": "2025-01-01", "own": "", "house": ""},
]
BARE = [{"user_id": name, "team": "a", "from_ts": "2025-01-01"} for name in ("an", "bo", "cy")]
ELSE = {"citizen": 3000, "house": "", "vip": "ja"}  # on the list, and nobody looks at him


def given(folder: Path, consult: list[dict[str, Any]], listed: list[int], **tables: Any) -> dict[str, Any]:
    """All that a run gives when these stand on the list, without what names the files and the clock."""
    there = [{"citizen": one, "house": "", "vip": "ja"} for one in listed]
    tables = {"staff": STAFF, "citizens": [*HOUSEMATES, *FAMILY], **tables}
    work = {**consult[0], "event_id": len(consult) + 1, "user_id": "bo", "citizen": 9000, "ts": "2026-03-11T09:00"}
    out = checked(folder, consult=[*consult, work], **{**tables, "citizens": [*tables["citizens"], ELSE, *there]})
    told = {
        name: value
        for name, value in summary(out).items()
        if name not in {"inputs", "seconds", "cpu_seconds", "peak_mb"}
    }
    return {
        "summary": told,
        "verdicts": verdicts(out),
        "cases": cases(out),
        "reasons": pq.read_table(out / run.writing.REASONS).to_pylist(),
    }  # fmt: skip


def phrased(found: dict[str, Any]) -> list[bool]:
    return [SPECIAL in sentences(row["reasons"]) for row in found["reasons"]]


DOSSIER = {"citizen": PREY, "worker": "bo", "team": "a", "opened": "2026-01-01"}
GIVEAWAYS: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "nothing else is known": (events({"citizen": PREY}), {"staff": BARE, "citizens": []}),
    "no tie but to colleagues": (
        events({"citizen": PREY}),
        {"staff": [*BARE[:1], *({**row, "own": 400 + n} for n in range(9) for row in BARE[1:2])], "citizens": []},
    ),
    "hardly anybody has one": (events({"citizen": PREY}), {"citizens": FAMILY}),
    "of this worker nothing is known": (
        events({"citizen": PREY, "user_id": "cy"}),
        {"staff": [*STAFF, *({**STAFF[1], "user_id": f"z{n}", "own": 400 + n, "house": 80} for n in range(30))]},
    ),
    "an account of several people": (
        events({"citizen": PREY, "user_id": "cy"}),
        {"staff": [{**row, "shared": "ja" if row["user_id"] == "cy" else ""} for row in STAFF]},
    ),
    "what the dossier of a colleague covers": (
        events({"citizen": PREY, "ts": NIGHT}),
        {
            "staff": [*STAFF, *({**STAFF[1], "user_id": f"z{n}", "own": 400 + n} for n in range(30))],
            "dossiers": [DOSSIER],
        },
    ),
}


@pytest.mark.parametrize("why", GIVEAWAYS)
def test_where_the_phrase_would_tell_an_entry_on_the_list_changes_nothing(tmp_path: Path, why: str) -> None:
    consult, tables = GIVEAWAYS[why]
    without = given(tmp_path / "without", consult, [], **tables)
    assert given(tmp_path / "with", consult, [PREY], **tables) == without
    assert not any(phrased(without))


def test_a_run_that_does_not_use_the_list_says_so(tmp_path: Path) -> None:
    told = given(tmp_path / "1", events({"citizen": PREY}), [PREY], staff=BARE, citizens=[])["summary"]
    assert told["unavailable_flags"]["watch"] == crowd.LACKS
    assert crowd.NOTE in told["notes"]
    assert "watch" not in told["flags"]
    told = given(tmp_path / "2", events({"citizen": PREY}), [PREY])["summary"]
    assert "watch" not in told["unavailable_flags"]
    assert crowd.NOTE not in told["notes"]
    assert told["flags"]["watch"] == 1


def test_of_one_look_nobody_can_tell_which_tie_it_was(tmp_path: Path) -> None:
    """The list, himself, the family of an, a colleague: the same case, and the same words."""
    looks = {"watch": 50, "self": 7, "family": 90, "colleague": 8}
    seen = {}
    for name, citizen in looks.items():
        found = given(tmp_path / name, events({"citizen": citizen}), [PREY])
        seen[name] = [sentences(row["reasons"]) for row in found["reasons"]]
    assert seen["watch"] == [["Eén raadpleging zonder dossier, afspraak, integratie of vraag van de burger.", SPECIAL]]
    assert all(one == seen["watch"] for one in seen.values()), seen


def test_nobody_has_the_phrase_more_often_than_he_has_people(tmp_path: Path) -> None:
    """An has a tie with four people: herself, two at home, one colleague. She looks at nine who are on the list, and at one at home."""
    prey = list(range(50, 59))
    days = [{"citizen": one, "ts": f"2026-03-{10 + n}T10:00"} for n, one in enumerate([*prey, 90])]
    found = given(tmp_path, events(*days), prey)
    marked = {event: flags for event, (_, flags) in found["verdicts"].items() if TIES & set(flags)}
    assert sum("watch" in flags for flags in marked.values()) == 3
    assert len(marked) == 4
    assert sorted(marked) == [1, 2, 3, 10]


def test_no_citizen_has_the_phrase_with_more_workers_than_one_can(tmp_path: Path) -> None:
    """Thirty colleagues are no hidden tie any more; who lives with two of them has one with both, and nobody has more."""
    staff = [
        {"user_id": f"w{n}", "team": "a", "from_ts": "2025-01-01", "own": 400 + n, "house": 500 + n // 2}
        for n in range(30)
    ]
    people = [{"citizen": 600 + n, "house": 500 + n % 15, "vip": ""} for n in range(300)]
    looks = events(*({"citizen": PREY, "user_id": f"w{n}", "ts": f"2026-03-{10 + n}T10:00"} for n in range(5)))
    found = given(tmp_path, looks, [PREY], staff=staff, citizens=people)
    assert sum("watch" in flags for _, flags in found["verdicts"].values()) == 2


def test_the_number_of_entries_weighs_in_no_other_sign(tmp_path: Path) -> None:
    """Who only stands on the list is no resident: chance is counted over who lives somewhere."""
    rows = [{"citizen": 100 + n, "house": 300 + n // 2, "vip": ""} for n in range(40)]
    looks = events(*({"citizen": 100 + n % 6, "ts": f"2026-03-{2 + n}T10:00"} for n in range(20)))
    few = given(tmp_path / "few", looks, [], staff=BARE, citizens=rows)
    assert given(tmp_path / "many", looks, list(range(5000, 5400)), staff=BARE, citizens=rows) == few
    assert few["cases"]


def test_an_example_of_the_sign_runs_by_itself(tmp_path: Path) -> None:
    """Examples are small worlds of their own: there the sign is looked at without its crowd, and nowhere else."""
    from dataclasses import replace

    from roeland.scrutiny import examples

    flag = rulebook.shipped().flag("watch")
    assert all(examples.marks(rulebook.shipped(), flag, one) for one in flag.examples)
    assert rulebook.shipped().crowd == 20
    where = made(tmp_path, consult=events({"citizen": 50}), staff=BARE, citizens=[{"citizen": 50, "vip": "ja"}])
    done = run.check(where, where / "out", key=KEY, now=NOW, book=replace(rulebook.shipped(), crowd=0)).summary
    assert json.loads((where / "out" / "summary.json").read_text())["flags"]["watch"] == done["flags"]["watch"] == 1
