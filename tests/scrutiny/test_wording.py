"""Reasons are sentences with counts, and nobody can tell from them who is on the watch list."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import rulebook, run, wording
from roeland.scrutiny.wording import SPECIAL, TIES, reason_sentence, sentences
from tests.scrutiny.folders import cases, checked, events

CITIZENS = [
    *({"citizen": 1000 + n, "house": 1000 + n, "street": 700, "surname": 1000 + n // 30, "vip": ""} for n in range(60)),
    *({"citizen": 2000 + n, "house": 70, "street": "", "surname": "", "vip": ""} for n in range(20)),  # live with an
]
STAFF: list[dict[str, Any]] = [
    {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 7, "house": 70, "street": 700, "surname": 7000},
    {"user_id": "bo", "team": "a", "from_ts": "2025-01-01", "own": 8, "house": 80, "street": 800, "surname": 8000},
]  # fmt: skip
PREY = {"citizen": 50, "house": 55, "street": 9, "surname": 5, "vip": ""}


@pytest.mark.parametrize(
    ("flag", "arguments", "shared_by", "said"),
    [
        ("unexplained", {"count": 9, "days": 8}, None, "Negen raadplegingen zonder dossier, afspraak, integratie of vraag van de burger, op acht dagen."),
        ("unexplained", {"count": 1, "days": 1}, None, "Eén raadpleging zonder dossier, afspraak, integratie of vraag van de burger."),
        ("off-hours", {"count": 6, "first_hour": 19, "last_hour": 22}, None, "Zes raadplegingen buiten de diensturen of in het weekend, tussen 19:00 en 23:00, zonder wachtdienst."),
        ("surname", {"count": 2}, 61, "Burger en medewerker dragen dezelfde achternaam. Dat kan toeval zijn: 61 inwoners heten zo."),
        ("surname", {"count": 2}, 19, SPECIAL),
        ("street", {"count": 1}, 20, "Burger en medewerker wonen in dezelfde straat. Dat kan toeval zijn: er wonen 20 mensen."),
        ("street", {"count": 1}, None, SPECIAL),
        ("watch", {"count": 1}, 5000, SPECIAL),
        ("self", {"count": 1}, 1, SPECIAL),
        ("off-hours", {"count": 2}, None, "De raadpleging viel buiten de diensturen, zonder wachtdienst."),
        ("of-later", {"count": 2}, None, "Of-later"),
    ],
)  # fmt: skip
def test_a_reason_reads_as_a_sentence(flag: str, arguments: dict[str, int], shared_by: int | None, said: str) -> None:
    assert reason_sentence(flag, arguments, shared_by) == said


def test_every_flag_has_a_sentence_without_holes() -> None:
    arguments = {"count": 3, "days": 2, "users": 4, "citizens": 9, "first_hour": 8, "last_hour": 9}
    for flag in rulebook.shipped().flags:
        for count in (1, 3):
            said = reason_sentence(flag.id, arguments | {"count": count}, 40)
            assert said.endswith(".")
            assert "{" not in said
            assert said != flag.id


def shown(out: Path) -> list[list[str]]:
    """What a reviewer reads of each case, in the order of the list."""
    rows = pq.read_table(out / run.writing.REASONS).to_pylist()
    assert [row["rank"] for row in rows] == [int(row["rank"]) for row in cases(out)]
    return [sentences(row["reasons"]) for row in rows]


def looked_up(folder: Path, extra: dict[str, Any], **change: Any) -> list[list[str]]:
    """An an's one look-up at the same citizen, who is tied to her in another way each time."""
    rows = [*CITIZENS, {**PREY, **extra}]
    return shown(checked(folder, consult=events({"citizen": 50}), staff=change.get("staff", STAFF), citizens=rows))


def test_who_is_on_the_watch_list_reads_like_any_other_special_tie(tmp_path: Path) -> None:
    """The same look-up with another hidden tie each time: on the list, own family, oneself, a rare name, a short street, a colleague."""
    own = [{**STAFF[0], "own": 50}, STAFF[1]]
    colleague = [STAFF[0], {**STAFF[1], "own": 50}]
    worlds = {
        "watch": looked_up(tmp_path / "1", {"vip": "ja"}),
        "house": looked_up(tmp_path / "2", {"house": 70}),
        "self": looked_up(tmp_path / "3", {}, staff=own),
        "name": looked_up(tmp_path / "4", {"surname": 7000}),
        "colleague": looked_up(tmp_path / "5", {}, staff=colleague),
        "two": looked_up(tmp_path / "6", {"street": 700, "vip": "ja"}),
    }
    assert worlds["watch"] == [
        ["Eén raadpleging zonder dossier, afspraak, integratie of vraag van de burger.", SPECIAL]
    ]
    assert all(one == worlds["watch"] for one in worlds.values()), worlds


def test_a_tie_that_many_share_is_named(tmp_path: Path) -> None:
    (said,) = looked_up(tmp_path, {"street": 700})
    assert said[1] == "Burger en medewerker wonen in dezelfde straat. Dat kan toeval zijn: er wonen 61 mensen."


def test_the_list_cannot_be_told_apart_in_a_whole_world(tmp_path: Path) -> None:
    """Guess who is on the watch list from the sentences of a synthetic authority: every guess holds others too, and never most."""
    from roeland.scrutiny import synthetic

    synthetic.generate(synthetic.World(6000, 77, 0.05), tmp_path)
    run.check(tmp_path, tmp_path / "out", key=b"a key of at least sixteen")
    listed = {row["citizen"] for row in pq.read_table(tmp_path / "citizens.parquet").to_pylist() if row["vip"]}
    classes: dict[str, list[bool]] = {}
    for row, said in zip(cases(tmp_path / "out"), shown(tmp_path / "out"), strict=True):
        classes.setdefault(" ".join(text for text in said if "band" in text or "toeval" in text), []).append(
            int(row["citizen"]) in listed
        )
    assert sum(map(sum, classes.values())) >= 5
    assert all(sum(found) <= 0.5 * len(found) for found in classes.values()), {
        k: (sum(v), len(v)) for k, v in classes.items()
    }
    assert {text for text in classes if text} >= {SPECIAL}


def test_the_file_of_reasons_holds_no_identities(tmp_path: Path) -> None:
    out = checked(tmp_path, consult=events({"citizen": 8}))
    schema = pq.read_schema(out / run.writing.REASONS)
    assert schema.names == ["rank", "reasons"]
    fields = [
        schema.field("reasons").type.value_type.field(n).name
        for n in range(schema.field("reasons").type.value_type.num_fields)
    ]
    assert fields == ["flag", "count", "days", "users", "citizens", "first_hour", "last_hour", "shared_by"]
    assert set(TIES) < {flag.id for flag in rulebook.shipped().flags}
    assert wording.CROWD == 20
