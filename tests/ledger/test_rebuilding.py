"""The quick way of the audit takes what the slow way takes, and nothing that was changed."""

import random
import re
from datetime import datetime
from typing import Any

import pytest

from roeland.ledger import entries, merkle
from roeland.ledger.rebuilding import NOBODY, Rebuilt
from tests.ledger.sample import Log
from tests.ledger.test_mutations import mutate

OWNER = "5" * 32
LOG = Log()
for number in range(60):
    actor = None if number % 4 == 0 else number % 3 + 1
    LOG.add("duties:task:handed-in", {"title": f"Hersteltest {number} “Noord”"}, about=number % 5, actor=actor)
TIME, PLACES = 3, range(13)


def row(index: int) -> tuple[Any, ...]:
    """The entry as the audit reads it."""
    line = LOG.lines[index]
    body = entries.decode(line.body)
    moment = datetime.fromisoformat(body.time)
    time = moment.strftime("%Y-%m-%d %H:%M:%S" if index % 2 else "%Y-%m-%d %H:%M:%S.%f")
    actor = NOBODY if body.actor is None else body.actor.replace("-", "")
    about = body.id.replace("-", "")
    words = (time, actor, body.action, body.type, about, body.version, body.audience)
    return (index, LOG.leaves[index], line.body, *words, line.salt, line.payload, OWNER)


ROWS = [row(index) for index in range(LOG.size)]


def taken(index: int, rows: list[tuple[Any, ...]]) -> bool:
    """Whether the last of these rows is taken after the ones before it."""
    rebuilt = Rebuilt({}, OWNER)
    assert all(rebuilt.same(at, ROWS[at]) for at in range(index))
    return rebuilt.plain(rows) and rebuilt.same(index, rows[0])


def test_the_originals_are_taken() -> None:
    rebuilt = Rebuilt({}, OWNER)
    assert rebuilt.plain(ROWS)
    assert [at for at, each in enumerate(ROWS) if not rebuilt.same(at, each)] == []
    assert rebuilt.last[ROWS[59][7]] == (59, 12)


def other(value: Any, draw: random.Random) -> Any:
    """Something else than this value, near to it or of another kind."""
    if isinstance(value, bytes):
        return mutate(value, draw)
    near = (
        value + draw.choice([-1, 1, 256]) if isinstance(value, int) else mutate(value.encode(), draw).decode("latin-1")
    )
    return draw.choice([near, near, near, None, str(value) + " ", 0, b"", str(value).upper(), f" {value}"])


def test_no_changed_column_is_taken() -> None:
    draw = random.Random()
    for _ in range(4_000):
        index = draw.randrange(LOG.size)
        place = draw.choice(PLACES)
        changed = list(ROWS[index])
        changed[place] = other(changed[place], draw)
        without_decimals = place == TIME and str(changed[place]) + ".000000" == ROWS[index][place]  # the same moment
        if changed[place] != ROWS[index][place] and not without_decimals:
            assert not taken(index, [tuple(changed)]), (index, place, changed[place])


ROLE = re.compile(rb'"role":"[a-z0-9][a-z0-9_.:-]{0,99}"')


def same_but_for_the_role(one: bytes, two: bytes) -> bool:
    """The role has no column, so only tiles and checkpoints show that it was changed (test_log.py)."""
    return ROLE.sub(b"", one) == ROLE.sub(b"", two)


def test_no_changed_body_is_taken_though_its_leaf_was_made_to_fit() -> None:
    draw = random.Random()
    for _ in range(4_000):
        index = draw.randrange(LOG.size)
        changed = list(ROWS[index])
        changed[2] = mutate(changed[2], draw)
        changed[1] = merkle.leaf_hash(changed[2])
        if not same_but_for_the_role(changed[2], ROWS[index][2]):
            assert not taken(index, [tuple(changed)]), (index, changed[2])


@pytest.mark.parametrize(
    ("place", "value", "spelled"),
    [
        (4, "A" * 32, None),
        (5, "duties:Task:x", "action"),
        (9, "control plan", "audience"),
        (6, 'duties","x":"y', "type"),
        (7, "g" * 32, None),
        (3, "2026-11-21 10:00:00 000000", None),
    ],
)
def test_a_body_that_agrees_with_ill_formed_columns_is_not_taken(place: int, value: str, spelled: str | None) -> None:
    """Columns and body were both changed, and the leaf made to fit: the form is still looked at."""
    changed = list(ROWS[1])
    text = changed[2].decode()
    if spelled is not None:
        text = text.replace(f'"{spelled}":"{changed[place]}"', f'"{spelled}":"{value}"')
    elif place == 3:
        text = text.replace("2026-11-21T10:00:01.000000Z", "2026-11-21T10:00:00 000000Z")
    else:
        old, new = (f"{v[:8]}-{v[8:12]}-{v[12:16]}-{v[16:20]}-{v[20:]}" for v in (changed[place], value))
        text = text.replace(old, new)
    assert text.encode() != changed[2]
    changed[2] = text.encode()
    changed[1] = merkle.leaf_hash(changed[2])
    changed[place] = value
    assert not taken(1, [tuple(changed)])
