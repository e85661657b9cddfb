"""Who lived where when, and the watch list: kinds of source like the others, but the second is kept as pseudonyms only."""

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs import assembling, intake, keys, leftovers, letters, store, vault
from roeland.logs.actions import keeping
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.library import templates
from roeland.logs.models import Case, Delivery
from roeland.logs.values import DeliveryState, Kind
from roeland.scrutiny import rulebook, run
from roeland.scrutiny.wording import TIES
from tests.logs.intake_kit import csv, line, number, packed, source, taken
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NUMBERS = [number(serial) for serial in (401, 402)]


def parquet(numbers: list[str]) -> bytes:
    box = io.BytesIO()
    pq.write_table(pa.table({"Rijksregisternummer": numbers}), box)
    return box.getvalue()


def rows_of(world: World, kind: Kind) -> list[dict[str, Any]]:
    paths = store.dimension_files(world.zonderbeke.pk, kind)
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def watch_list(world: World, numbers: list[str], name: str = "lijst.csv") -> intake.Taken:
    where = source(world, name="Bewaard", kind="watch", mapping=templates()["watch-csv"].mapping)
    return taken(world, where, csv(numbers, head="Rijksregisternummer"), name)


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("csv", csv(NUMBERS, head="Rijksregisternummer")),
        ("csv", packed(csv([*NUMBERS, "12345678901"], head="Rijksregisternummer"))),
        ("jsonl", "\n".join(json.dumps({"insz": one}) for one in NUMBERS).encode()),
        ("parquet", parquet(NUMBERS)),
    ],
    ids=["csv", "gzip", "jsonl", "parquet"],
)
@pytest.mark.usefixtures("committing")
def test_a_watch_list_stays_as_pseudonyms_only(world: World, data_folder: Path, form: str, data: bytes) -> None:
    column = "insz" if form == "jsonl" else "Rijksregisternummer"
    where = source(world, name="Bewaard", kind="watch", format=form, mapping={"fields": {"citizen": column}})
    with scope(world.actor("dina"), [world.zonderbeke]):
        tried = intake.try_out(world.actor("dina"), where, io.BytesIO(data), "lijst.csv")
    assert (tried.found.rows, tried.first_rows) == (2, [])  # an alias would name the case of who stands on it
    done = taken(world, where, data, "lijst.csv")
    place = world.zonderbeke.pk
    assert {row["citizen"] for row in rows_of(world, Kind.WATCH)} == {keys.pseudonym(place, one) for one in NUMBERS}
    assert not vault.path(place, done.found.id).exists()
    with scope(world.system, [world.zonderbeke]):
        row = Delivery.objects.get()
        assert (row.state, row.key_id, row.keep_until) == (DeliveryState.BLANKED, "", None)
        assert row.sha256 != hashlib.sha256(data).hexdigest()
        for one in NUMBERS:
            assert vault.find_number(place, keys.pseudonym(place, one) or 0, *OCTOBER) is None
    for path in (path for path in data_folder.rglob("*") if path.is_file()):
        assert not any(one.encode() in path.read_bytes() for one in NUMBERS), path
    assert not list((store.root(place) / "vault").iterdir())
    undo_delivery(world.actor("dina"), delivery=row, reason="verkeerde lijst")
    assert rows_of(world, Kind.WATCH) == []


def test_a_killed_import_of_a_watch_list_is_finished(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake.store, "count", killed)
    with pytest.raises(KeyboardInterrupt):
        watch_list(world, NUMBERS)
    monkeypatch.undo()
    assert rows_of(world, Kind.WATCH) == []
    with scope(world.system, [world.zonderbeke]), clock.at(datetime.now(UTC) + timedelta(hours=3)):
        leftovers.tidy(world.zonderbeke)
    assert len(rows_of(world, Kind.WATCH)) == 2
    assert not list((store.root(world.zonderbeke.pk) / "vault").iterdir())


def test_both_reach_the_engine_and_the_letter_and_what_lacks(world: World) -> None:
    """An once lived with 500, who has moved out; 401 is on the watch list and in no list of citizens, 402 in both."""
    place, former = world.zonderbeke, number(500)
    assert {Kind.HOUSEHOLD, Kind.WATCH} <= set(assembling.lacking(place, *OCTOBER))
    homes = source(world, name="Adressen", kind="household", mapping=templates()["household-csv"].mapping)
    lines = [
        f"{number(1)};Kerkstraat 1;01/01/2020;",
        f"{former};Kerkstraat 1;01/01/2020;01/06/2024",
        f"{former};Dorp 2;01/06/2024;",
    ]
    taken(world, homes, csv(lines, head="Rijksregisternummer;Adres;Van;Tot"), "adressen.csv")
    staff = source(
        world, name="Staf", kind="staff", mapping={"fields": {"user_id": "Wie", "from_ts": "Van", "own": "Nr"}}
    )
    taken(world, staff, csv([f"an;01/01/2019;{number(1)}"], head="Wie;Van;Nr"), "staf.csv")
    people = source(
        world, name="Wijk", kind="citizens", mapping={"fields": {"citizen": "Nr", "house": "Adres", "vip": "Aandacht"}}
    )
    taken(world, people, csv([f"{NUMBERS[1]};Dorp 3;nee"], head="Nr;Adres;Aandacht"), "wijk.csv")
    watch_list(world, NUMBERS)
    looks = [line(index, citizen=one) for index, one in enumerate([*NUMBERS, former, number(900)], 1)]
    taken(world, source(world), csv(looks))
    assert not {Kind.HOUSEHOLD, Kind.WATCH} & set(assembling.lacking(place, *OCTOBER))
    with assembling.folder(place, *OCTOBER) as folder:
        book = replace(rulebook.shipped(), crowd=0)  # in so small a world the list counts for nobody
        out = run.check(folder, folder / "out", key=keys.pseudonym_key(place.pk), now=clock.now(), book=book).out
        flagged = [row["flags"] for row in pq.read_table(out / "verdicts.parquet").to_pylist()]
    assert sum("watch" in flags for flags in flagged) == 2
    assert sum("former-household" in flags for flags in flagged) == 1
    for row in (homes, people):
        assert Kind(row.kind).label in letters.text(row, "Zonderbeke", "Dina", [OCTOBER[0]])


def test_the_mark_of_alike_cases_hides_the_tie_that_the_sentences_hide(world: World) -> None:
    """It stands in pages and in the API: equal for every hidden tie, another for a named one, and no hash that somebody can make himself."""

    def mark(*reasons: tuple[str, int | None]) -> str:
        told = [{"flag": flag, "count": 1, "shared_by": crowd} for flag, crowd in (("unexplained", None), *reasons)]
        cases = [Case(authority=world.zonderbeke, team="OCMW", reasons=told, user_id=uuid4()) for _ in range(2)]
        keeping._group(cases)
        return cases[0].alike

    hidden = {mark((flag, 3)) for flag in TIES} | {mark(("watch", 500)), mark(("street", 80), ("watch", None))}
    assert len(hidden) == 1
    assert mark(("street", 80)) not in hidden
    assert mark() not in hidden
    for flags in (["band", "unexplained"], ["unexplained", "watch"]):
        plain = hashlib.sha256("\x1f".join(["OCMW", "", *flags]).encode()).hexdigest()
        assert plain[:16] not in hidden
