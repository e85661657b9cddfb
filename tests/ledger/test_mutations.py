"""Nothing that was changed is accepted: mutated bundles, members, proofs and checkpoints.

2,000 in the normal run, 100,000 (or ROELAND_MUTATIONS) in `make reliability`.
"""

import contextlib
import io
import os
import random
from collections.abc import Callable

import pytest

from roeland.ledger import bundles, checkpoints, merkle, proofs, tiles, verify
from roeland.ledger.notes import NoteError
from tests.ledger.figures import record
from tests.ledger.sample import Log, sample, zipped

NORMAL = 2_000
MANY = int(os.environ.get("ROELAND_MUTATIONS", "100000"))


def mutate(data: bytes, draw: random.Random) -> bytes:
    """One random change: a bit, a byte, a removal, an insertion, a repetition, two swapped pieces, a cut, or a zero run."""
    at = draw.randrange(len(data))
    to = min(len(data), at + draw.choice([1, 1, 2, 3, 8, 32, 64]))
    return draw.choice(
        [
            lambda: data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :],
            lambda: data[:at] + draw.randbytes(1) + data[at + 1 :],
            lambda: data[:at] + data[to:],
            lambda: data[:at] + draw.randbytes(to - at) + data[at:],
            lambda: data[:to] + data[at:],
            lambda: data[:at] + data[at:to][::-1] + data[to:],
            lambda: data[:at],
            lambda: data[:at] + bytes(to - at) + data[to:],
            lambda: data[:at] + draw.choice([b" ", b"\n", b"=", b"0", b"A", b"\\u0061", b'"', b","]) + data[at:],
        ]
    )()


def refuses_bundle(data: bytes) -> bool:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return bool(verify.check_bundle(data, None))
    except verify.NotRight:
        return True


def refuses_proof(raw: bytes, leaf: bytes, log: Log) -> bool:
    """Both implementations must refuse; the extra line alone is outside the proof for `proofs`."""
    key = log.keys[-1].verifier
    with contextlib.suppress(verify.NotRight), contextlib.redirect_stdout(io.StringIO()):
        return bool(verify.check_proof(raw, key.vkey) != [])
    try:
        proof = proofs.parse(raw.decode())
        if proof.extra is not None and proof.extra.split(b"\n")[0] == ORIGINAL_BODY:
            proof.verify(leaf, [key])
            return proof.extra.split(b"\n")[1:] != [ORIGINAL_LINE]
    except (NoteError, UnicodeDecodeError):
        return True
    return True


SMALL = Log()
for number in range(9):
    SMALL.add("duties:task:handed-in", {"title": f"Hersteltest {number}"}, about=number % 2)
SMALL.erase(2)
SMALL.checkpoint()
MEMBERS = SMALL.members()
BUNDLE = zipped(MEMBERS)
ORIGINAL_BODY = SMALL.lines[4].body
ORIGINAL_LINE = bundles.payload_line(SMALL.lines[4])[:-1]
PROOF = proofs.Proof(
    4,
    tuple(merkle.inclusion_proof(4, SMALL.size, tiles.Reader(SMALL.load, SMALL.size).subtree)),
    SMALL.checkpoints[-1][1],
    ORIGINAL_BODY + b"\n" + ORIGINAL_LINE,
).text.encode()
NOTE = SMALL.checkpoints[-1][1].encode()


def raw_bundle(draw: random.Random) -> tuple[bytes, bool]:
    changed = mutate(BUNDLE, draw)
    return changed, changed == BUNDLE or refuses_bundle(changed)


def one_member(draw: random.Random) -> tuple[bytes, bool]:
    """A change inside a file that is packed again without a fault, so that only its content can betray it."""
    place = draw.randrange(2, len(MEMBERS))
    name, data = MEMBERS[place]
    changed = mutate(data, draw)
    packed = zipped([*MEMBERS[:place], (name, changed), *MEMBERS[place + 1 :]])
    return packed, changed == data or refuses_bundle(packed)


def proof_file(draw: random.Random) -> tuple[bytes, bool]:
    changed = mutate(PROOF, draw)
    return changed, changed == PROOF or refuses_proof(changed, SMALL.leaves[4], SMALL)


def checkpoint_note(draw: random.Random) -> tuple[bytes, bool]:
    changed = mutate(NOTE, draw)
    try:
        checkpoints.open_checkpoint(changed.decode(), [SMALL.keys[-1].verifier])
    except (NoteError, UnicodeDecodeError):
        return changed, True
    return changed, changed == NOTE


KINDS: list[tuple[float, Callable[[random.Random], tuple[bytes, bool]]]] = [
    (0.1, raw_bundle),
    (0.15, one_member),
    (0.35, proof_file),
    (0.4, checkpoint_note),
]


def accepted(count: int, seed: int) -> list[tuple[str, bytes]]:
    """The mutated things that were taken for good, of `count`."""
    draw = random.Random(seed)
    found: list[tuple[str, bytes]] = []
    for share, kind in KINDS:
        for _ in range(round(count * share)):
            changed, refused = kind(draw)
            if not refused:
                found.append((kind.__name__, changed))
    return found


def test_the_originals_are_accepted() -> None:
    assert not refuses_bundle(BUNDLE)
    assert not refuses_bundle(sample(30).bundle())
    assert not refuses_proof(PROOF, SMALL.leaves[4], SMALL)
    assert checkpoints.open_checkpoint(NOTE.decode(), [SMALL.keys[-1].verifier]).size == SMALL.size


def test_2000_mutations_are_refused() -> None:
    assert accepted(NORMAL, seed=random.randrange(2**32)) == []


@pytest.mark.slow
def test_100000_mutations_are_refused() -> None:
    seed = random.randrange(2**32)
    found = accepted(MANY, seed)
    record("mutations", {"changed": MANY, "accepted": len(found), "seed": seed})
    assert found == []


def test_every_single_bit_of_a_bundle_counts() -> None:
    """Systematic where chance might miss: the headers and directory of the zip file, bit by bit."""
    heads = [BUNDLE.index(name.encode()) - 30 for name, _ in MEMBERS[2:6]]
    directory = BUNDLE.rindex(b"PK\5\6")
    places = [at + i for at in heads for i in range(30)] + list(range(directory, len(BUNDLE)))
    for at in places:
        changed = BUNDLE[:at] + bytes([BUNDLE[at] ^ 4]) + BUNDLE[at + 1 :]
        assert refuses_bundle(changed), at
