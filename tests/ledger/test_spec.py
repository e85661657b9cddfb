"""The specification shows what the program computes."""

from pathlib import Path

import pytest

from roeland.ledger import checkpoints, entries, merkle, proofs, rotations, verify
from roeland.ledger.notes import Verifier
from tests.ledger.vectors import lines, vectors

TEXT = (Path(__file__).parents[2] / "docs" / "ledger-spec.md").read_text(encoding="utf-8")
VECTORS = vectors()


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_every_vector_stands_in_the_document(name: str) -> None:
    assert VECTORS[name] in TEXT


def test_the_vectors_hold_for_both_implementations() -> None:
    key = Verifier.parse(VECTORS["vkey"])
    found = checkpoints.open_checkpoint(VECTORS["checkpoint"], [key])
    assert verify.checkpoint(VECTORS["checkpoint"].encode(), key.vkey) == (found.origin, found.size, found.root)
    assert found.root.hex() == VECTORS["root 3"]
    leaf = merkle.leaf_hash(VECTORS["body 1"].encode())
    assert proofs.parse(VECTORS["proof"]).verify(leaf, [key]).size == 3
    assert rotations.open_rotation(VECTORS["rotation"], key).name == key.name
    for line in lines():
        assert entries.decode(line.body).encode() == line.body
        assert verify.BODY.fullmatch(line.body)
