"""Raw files: sealed whole, changed never, opened for a reveal only."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.logs import keys, vault
from roeland.logs.models import Delivery
from tests.logs.intake_kit import FIELDS, HEAD, csv, line, number, source, taken
from tests.world import World

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(NOW):
        yield


def test_the_raw_file_is_sealed_whole_and_gives_a_number_back_to_a_reveal_only(world: World) -> None:
    where, place = source(world), world.zonderbeke.pk
    data = csv([line(1), line(2)])
    done = taken(world, where, data)
    raw = vault.path(place, done.found.id)
    assert number(2).encode() not in raw.read_bytes()
    with vault.opened(place, done.found.id) as plain:
        assert plain.read() == data
    token = keys.pseudonym(place, number(2))
    assert token is not None
    with scope(world.system, [world.zonderbeke]):
        assert vault.find_number(place, token, *OCTOBER) == number(2)
        assert vault.find_number(place, token + 1, *OCTOBER) is None
        assert vault.find_number(place, token, date(2026, 8, 1), date(2026, 8, 31)) is None


def test_a_number_that_stands_in_two_columns_is_found_too(world: World) -> None:
    where, place = (
        source(world, mapping={"fields": {**FIELDS, "citizen": {"from": ["Geboren", "Rest"]}}}),
        world.zonderbeke.pk,
    )
    whole = number(2)
    row = f"1;01/10/2026;09:00;an;{whole[:6]};{whole[6:]};RR"
    assert taken(world, where, csv([row], head=HEAD.replace("Rijksregisternummer", "Geboren;Rest"))).found.rows == 1
    with scope(world.system, [world.zonderbeke]):
        assert vault.find_number(place, keys.pseudonym(place, whole) or 0, *OCTOBER) == whole


def test_a_file_that_nobody_can_read_any_more_stops_no_reveal(world: World) -> None:
    """How an earlier version read it may be what this one refuses; the number is in another file."""
    where, place = source(world), world.zonderbeke.pk
    taken(world, where, csv([line(1)]), "eerste.csv")
    with clock.at(NOW + timedelta(hours=1)):  # the newest is looked at first
        later = taken(world, where, csv([line(1), line(2)]), "tweede.csv").found.id
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Delivery.objects.filter(pk=later).update(read_as={"format": "csv", "fields": {"citizen": {"columns": 7}}})
        assert vault.find_number(place, keys.pseudonym(place, number(2)) or 0, *OCTOBER) == number(2)


def test_chunks_cannot_be_changed_cut_swapped_or_moved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import secrets
    from uuid import uuid4

    monkeypatch.setattr(vault, "CHUNK", 1024)
    place, one, two = world.zonderbeke.pk, uuid4(), uuid4()
    data = secrets.token_bytes(5000)
    for delivery in (one, two):
        vault.seal(place, delivery, date(2026, 11, 5), io.BytesIO(data))
    whole = vault.path(place, one).read_bytes()
    head = len(vault.MAGIC) + 1 + len("vault-2026") + vault.SALT
    piece = 4 + 1024 + vault.TAG
    pieces = [whole[head : head + piece], whole[head + piece : head + 2 * piece], whole[head + 2 * piece :]]
    broken = [
        whole[:head] + pieces[1] + pieces[0] + pieces[2],
        whole[:head] + pieces[0] + pieces[1],
        whole[:head] + pieces[0] + pieces[2],
        whole[:-1] + bytes([whole[-1] ^ 1]),
        vault.path(place, two).read_bytes(),
    ]
    for changed in broken:
        vault.path(place, one).write_bytes(changed)
        with pytest.raises(vault.Damaged), vault.opened(place, one) as plain:
            plain.read()
    vault.path(place, one).write_bytes(whole)
    with vault.opened(place, one) as plain:
        assert plain.read() == data
