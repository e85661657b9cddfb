"""The worked example of docs/ledger-spec.md, computed anew. `python -m tests.ledger.vectors` prints what belongs in the document."""

import hashlib

from roeland.ledger import bundles, canonical, entries, merkle, proofs
from roeland.ledger.checkpoints import Checkpoint
from roeland.ledger.notes import Signer
from roeland.ledger.rotations import rotation_note

ORIGIN = "roeland.example/log/zonderbeke/1"
SEED = hashlib.sha256(b"roeland ledger test key 1").digest()
NEXT = hashlib.sha256(b"roeland ledger test key 2").digest()
TASK = "6f1c2a4e-3b5d-4c7e-8f90-a1b2c3d4e5f6"
PERSON = "0d9e8f7a-6b5c-4d3e-9f10-213243546576"

FACTS: list[tuple[str, str | None, str, dict[str, object]]] = [
    ("2026-11-21T10:00:00.000000Z", PERSON, "duties:task:handed-in", {"title": "Hersteltest “Noord”"}),
    ("2026-11-21T10:05:30.250000Z", None, "duties:task:reminded", {"days": 3, "to": None}),
    ("2026-11-21T11:00:00.000001Z", PERSON, "duties:task:accepted", {"title": "Hersteltest “Noord”", "on_time": True}),
]


def lines() -> list[bundles.Line]:
    """Three entries about one task, salts SHA-256("salt 0") and so on."""
    made: list[bundles.Line] = []
    for number, (time, actor, action, payload) in enumerate(FACTS):
        salt, raw = hashlib.sha256(b"salt %d" % number).digest(), canonical.encode(payload)
        body = entries.Body(
            time=time,
            actor=actor,
            role="ict_staff" if actor else "system",
            action=action,
            type="duties.task",
            id=TASK,
            version=number + 1,
            audience="control_plan",
            commit=entries.commitment(salt, raw),
            prev=number - 1 if number else None,
        )
        made.append(bundles.Line(body.encode(), raw, salt))
    return made


def vectors() -> dict[str, str]:
    """Every value that the document shows, by its name there."""
    signer, successor = Signer(ORIGIN, SEED), Signer(ORIGIN, NEXT)
    found: dict[str, str] = {}
    leaves: list[bytes] = []
    for number, line in enumerate(lines()):
        leaves.append(merkle.leaf_hash(line.body))
        found[f"body {number}"] = line.body.decode()
        found[f"payload line {number}"] = bundles.payload_line(line).decode().rstrip("\n")
        found[f"leaf {number}"] = leaves[-1].hex()
    for size in range(4):
        found[f"root {size}"] = merkle.root_of(leaves[:size]).hex()
    found["seed"] = SEED.hex()
    found["vkey"] = signer.verifier.vkey
    note = Checkpoint(ORIGIN, 3, merkle.root_of(leaves)).sign(signer)
    found["checkpoint"] = note
    path = merkle.inclusion_proof(1, 3, lambda lo, hi: merkle.root_of(leaves[lo:hi]))
    found["path 1 in 3"] = " ".join(step.hex() for step in path)
    steps = merkle.consistency_proof(2, 3, lambda lo, hi: merkle.root_of(leaves[lo:hi]))
    found["consistency 2 to 3"] = " ".join(step.hex() for step in steps)
    found["proof"] = proofs.Proof(1, tuple(path), note).text
    found["rotation"] = rotation_note(signer, successor)
    return found


if __name__ == "__main__":
    for name, value in vectors().items():
        print(f"{name}:\n{value}\n")  # noqa: T201 -- made to be read
