"""Whatever stands in a column for a citizen, a house or a user: what is kept is a pseudonym by Roeland's own key, or nothing."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs import keys, store, vault
from roeland.logs.formats.values import sentence
from roeland.logs.models import Source
from roeland.logs.values import Kind
from roeland.scrutiny.numbers import is_national
from tests.logs.intake_kit import FIELDS, HEAD, csv, line, number, source, stored, taken
from tests.world import World

ONE = number(17)
YOUNG = number(1, "000101")  # its zeros are the first that Excel takes away
DAY = (date(2026, 10, 1), date(2026, 10, 1))
PATHS = {"fields": {"ts": "t", "user_id": "u", "citizen": "c"}}


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        yield


def parquet(**columns: Any) -> bytes:
    box = io.BytesIO()
    pq.write_table(pa.table(columns), box)
    return box.getvalue()


def listed(where: Source) -> list[dict[str, Any]]:
    paths = store.dimension_files(where.authority_id, Kind(where.kind))
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (f"+{ONE}", ONE),
        (f"{ONE},0", ONE),
        (f"{ONE}.00", ONE),
        (f"{ONE[:6]}_{ONE[6:]}", ONE),
        (f"00{ONE}", ONE),
        ("".join(chr(0xFF10 + int(digit)) for digit in ONE), ONE),
        (f"{ONE[:6]}\u2013{ONE[6:9]}\u2013{ONE[9:]}", ONE),
        (YOUNG.lstrip("0"), YOUNG),
    ],
    ids=["plus", "comma", "decimals", "underscore", "zeros", "wide", "dashes", "excel"],
)
@pytest.mark.parametrize("kind", ["consult", "watch"])
def test_a_number_is_hashed_however_it_is_written(world: World, kind: str, written: str, meant: str) -> None:
    place = world.zonderbeke.pk
    if kind == "consult":
        where = source(world)
        done = taken(world, where, csv([line(1, citizen=written)]))
        rows = stored(where)
        with scope(world.system, [world.zonderbeke]):
            assert vault.find_number(place, keys.pseudonym(place, meant) or 0, *DAY) == meant
    else:
        where = source(world, kind="watch", mapping={"fields": {"citizen": "Nr"}})
        done = taken(world, where, csv([written], head="Nr"))
        rows = listed(where)
    assert done.found.left_out == 0
    assert [row["citizen"] for row in rows] == [keys.pseudonym(place, meant)]


@pytest.mark.parametrize("written", ["-5771991556598155444", "123", "301215", "Jan Peeters", "85073001799", "0" * 11])
def test_what_is_no_number_is_a_fault_of_its_row_and_never_a_pseudonym(world: World, written: str) -> None:
    where = source(world)
    done = taken(world, where, csv([line(1), line(2, citizen=written)]))
    assert [sentence(problem) for problem in done.found.problems] == [
        "log.csv, rij 3, kolom Rijksregisternummer: geen geldig rijksregister- of bisnummer, rij overgeslagen"
    ]
    assert [row["ref"] for row in stored(where)] == ["1"]


def test_numbers_of_parquet_and_json_that_are_negative_are_refused(world: World) -> None:
    where = source(world, format="parquet", mapping=PATHS)
    moments = [datetime(2026, 10, 1, 10, tzinfo=UTC)] * 2
    done = taken(world, where, parquet(t=moments, u=["an"] * 2, c=[int(ONE), -int(ONE)]), "a.parquet")
    assert (done.found.rows, done.found.left_out) == (1, 1)
    lines = [{"t": "2026-10-01T10:00:00", "u": "an", "c": value} for value in (-int(ONE), -123, True, 2**70, int(ONE))]
    other = source(world, name="json", format="jsonl", mapping=PATHS)
    done = taken(world, other, "\n".join(json.dumps(one) for one in lines).encode(), "a.json")
    assert (done.found.rows, done.found.left_out) == (1, 4)
    assert {row["citizen"] for each in (where, other) for row in stored(each)} == {
        keys.pseudonym(where.authority_id, ONE)
    }


def test_a_column_of_numbers_with_decimals_is_read(world: World) -> None:
    moments = [datetime(2026, 10, 1, 10, tzinfo=UTC)]
    for name, value in (("float", float(ONE)), ("decimal", Decimal(ONE + ".00"))):
        where = source(world, name=name, format="parquet", mapping=PATHS)
        taken(world, where, parquet(t=moments, u=["an"], c=[value]), "a.parquet")
        assert [row["citizen"] for row in stored(where)] == [keys.pseudonym(where.authority_id, ONE)]


def test_a_household_that_is_known_by_a_national_number_is_hashed(world: World) -> None:
    fields = {"citizen": "Nr", "house": "Gezin", "from_ts": "Van"}
    where = source(world, kind="household", mapping={"fields": fields})
    dotted = f"{ONE[:2]}.{ONE[2:4]}.{ONE[4:6]}-{ONE[6:9]}.{ONE[9:]}"
    rows = [f"{number(2)};{house};01/01/2020" for house in (ONE, dotted, "0012", "12", "Kerkstraat  1", "KERKSTRAAT 1")]
    taken(world, where, csv(rows, head="Nr;Gezin;Van"))
    houses = [row["house"] for row in listed(where)]
    assert houses[0] == houses[1]
    assert houses[2] == houses[3]
    assert houses[4] == houses[5]
    assert len(set(houses)) == 3
    assert all(abs(one) > 10**11 for one in houses)
    staff = source(
        world,
        name="staf",
        kind="staff",
        mapping={"fields": {name: name for name in ("user_id", "from_ts", "street", "surname", "house")}},
    )
    taken(world, staff, csv([f"an;01/01/2025;{ONE};{ONE};{ONE}"], head="user_id;from_ts;street;surname;house"))
    row = listed(staff)[0]
    assert int(ONE) not in row.values()
    assert row["house"] == houses[0]
    assert len({row["house"], row["street"], row["surname"]}) == 3


def test_two_users_with_a_number_in_their_name_stay_two(world: World) -> None:
    where = source(world)
    names = [f"{ONE}@x.be", f"{number(18)}@x.be", f"{ONE} (balie)", ONE, f"+{ONE}", "an@x.be"]
    taken(world, where, csv([line(place, user=name) for place, name in enumerate(names, 1)]))
    found = {row["ref"]: row["user_id"] for row in stored(where)}
    users = [found[str(place)] for place in range(1, len(names) + 1)]
    assert users[3] == users[4]
    assert len(set(users)) == 5
    assert users[5] == "an@x.be"
    assert not any(ONE in one or "nummer" in one for one in users)
    again = [line(9, user=names[0]), line(10, user=f" {names[0]} ")]
    taken(world, where, csv(again), "nog.csv")
    assert {row["user_id"] for row in stored(where) if row["ref"] in {"9", "10"}} == {users[0]}


@pytest.mark.parametrize(
    "written", [f"{ONE[:6]}_{ONE[6:]}", f"+00{ONE}", "".join(chr(0xFF10 + int(digit)) for digit in ONE)]
)
def test_a_number_in_a_free_text_is_hidden_in_every_writing(world: World, written: str) -> None:
    where = source(world)
    taken(world, where, csv([line(1, service=f"dossier {written} open")]))
    assert stored(where)[0]["service"].replace("+", "") == "dossier [nummer] open"


def test_a_number_in_the_address_of_a_request_is_hidden(world: World) -> None:
    """Escaped quotes and spaces end in figures: %22, %20."""
    where = source(world)
    asked = (f"/personen?filter=%7B%22insz%22%3A%22{ONE}%22%7D", f"zoek=burger%20{ONE}", f"insz={ONE[:6]}%2D{ONE[6:]}")
    taken(world, where, csv([line(place, service=one, user=one) for place, one in enumerate(asked, 1)]))
    rows = stored(where)
    assert [row["service"] for row in sorted(rows, key=lambda row: row["ref"])] == [
        '/personen?filter={"insz":"[nummer]"}',
        "zoek=burger [nummer]",
        "insz=[nummer]",
    ]
    assert len({row["user_id"] for row in rows}) == 3
    assert not any(ONE in row["user_id"] or ONE[6:] in row["user_id"] for row in rows)


def counter(count: int) -> list[str]:
    """Numbers of a counter of eleven digits, some of which pass as a national number."""
    return [f"{26100100000 + at:011}" for at in range(count)]


def test_a_counter_that_passes_as_a_national_number_stays_a_counter(world: World) -> None:
    """Two dossiers stay two, and no jump is told of what Roeland hid itself."""
    numbers = counter(400)
    passing = [one for one in numbers if is_national(one)]
    assert 2 <= len(passing) < 20
    fields = {**FIELDS, "dossier_ref": "Dossier"}
    where = source(world, mapping={"fields": fields})
    rows = [f"{line(at % 28 + 1, day=at % 28 + 1)};{one}" for at, one in enumerate(numbers)]
    rows = [f"{one};{row.partition(';')[2]}" for one, row in zip(numbers, rows, strict=True)]
    done = taken(world, where, csv(rows, head=f"{HEAD};Dossier"))
    found = stored(where)
    assert (done.found.rows, len({row["ref"] for row in found}), len({row["dossier_ref"] for row in found})) == (
        400,
    ) * 3
    assert [one["kind"] for one in done.found.gaps if one["kind"] in {"jumps", "sparse"}] == []
    assert not any("zelfde nummer" in one["text"] for one in done.found.problems)
    kept = {row["ref"] for row in found} | {row["dossier_ref"] for row in found}
    assert not kept & set(passing)
    assert kept > set(numbers) - set(passing)


def test_a_dossier_that_passes_as_a_national_number_is_found_in_its_list(world: World) -> None:
    passing = next(one for one in counter(400) if is_national(one))
    where = source(world, mapping={"fields": {**FIELDS, "dossier_ref": "Dossier"}})
    taken(world, where, csv([f"{line(1)};ocmw/{passing}"], head=f"{HEAD};Dossier"))
    fields = {"citizen": "wie", "opened": "op", "dossier_id": "dossier"}
    lists = source(world, name="Dossiers", kind="dossiers", mapping={"fields": fields})
    taken(world, lists, csv([f"{number(1)};01/01/2026;OCMW/{passing}"], head="wie;op;dossier"))
    (path,) = store.dimension_files(world.zonderbeke.pk, Kind.DOSSIERS)
    (row,) = pq.read_table(path).to_pylist()
    assert row["dossier_id"] == stored(where)[0]["dossier_ref"] != "[nummer]"
    assert passing not in row["dossier_id"]
