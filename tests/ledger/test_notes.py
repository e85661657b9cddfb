"""Keys, signed notes, checkpoints, proofs and rotations: strict to the byte."""

import base64
from pathlib import Path

import pytest

from roeland.ledger import checkpoints, merkle, proofs, tiles
from roeland.ledger.checkpoints import Checkpoint
from roeland.ledger.notes import NoteError, Signer, Verifier, open_note, parse, sign
from roeland.ledger.rotations import open_rotation, rotation_note
from tests.ledger.sample import ORIGIN, sample, signer

# The example of C2SP signed-note.md: a public vector.
POEM = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""


def test_the_example_of_the_specification_has_this_form() -> None:
    text, signatures = parse(POEM)
    assert text.endswith("sera.\n")
    assert text.count("\n") == 4
    assert [(s.name, len(s.key_id), len(s.raw)) for s in signatures] == [("quasimodo.example/salvatore", 4, 64)]


def test_key_files_are_for_their_owner_only(tmp_path: Path) -> None:
    key = Signer.generate(ORIGIN)
    path = tmp_path / "sleutels" / "zonderbeke.key"
    key.store(path)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert Signer.load(path) == key
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)
    with pytest.raises(FileExistsError):
        key.store(path)
    path.chmod(0o640)
    with pytest.raises(NoteError):
        Signer.load(path)
    path.chmod(0o600)
    for broken in ("", "PRIVATE+KEY+a", path.read_text().replace("zonderbeke", "lissegem"), path.read_text()[:-3]):
        path.write_text(broken)
        with pytest.raises(NoteError):
            Signer.load(path)
    assert [found.name for found in path.parent.iterdir()] == ["zonderbeke.key"]


def test_verifier_keys_round_trip_and_refuse_other_spellings() -> None:
    vkey = signer(1).verifier.vkey
    assert Verifier.parse(vkey).vkey == vkey
    name, _key_id, rest = vkey.split("+", 2)
    for bad in (
        "",
        "a+b",
        vkey + "=",
        vkey[:-1] + "B",
        vkey.upper(),
        f"{name}+00000000+{rest}",
        f"a b+{_key_id}+{rest}",
        " " + vkey,
    ):
        with pytest.raises(NoteError):
            Verifier.parse(bad)


def test_sign_and_open() -> None:
    one, two = signer(1), signer(2)
    note = sign("regel\n", [one, two])
    assert open_note(note, [one.verifier]) == "regel\n"
    assert open_note(note, [two.verifier, signer(3).verifier]) == "regel\n"
    assert open_note(note, [one.verifier, two.verifier], exactly=True) == "regel\n"
    for keys in ([one.verifier], [two.verifier, one.verifier]):
        with pytest.raises(NoteError):
            open_note(note, keys, exactly=True)
    with pytest.raises(NoteError):
        open_note(note, [signer(3).verifier])
    for text in ("zonder einde", "\n", "tab\there\n"):
        with pytest.raises(NoteError):
            sign(text, [one])


def test_another_spelling_of_the_same_signature_is_refused() -> None:
    one = signer(1)
    note = sign("regel\n", [one])
    encoded = note.rstrip("\n").rsplit(" ", 1)[1]
    assert len(base64.b64decode(encoded)) == 68
    # 68 bytes leave two spare bytes and so four spare bits in the last character before "="
    last = encoded[-2]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(last) + 1]
    same = encoded[:-2] + other + "="
    assert base64.b64decode(same) == base64.b64decode(encoded)
    with pytest.raises(NoteError):
        open_note(note.replace(encoded, same), [one.verifier])


def test_a_checkpoint_belongs_to_its_log() -> None:
    one = signer(1)
    made = Checkpoint(ORIGIN, 3, bytes(32))
    assert checkpoints.open_checkpoint(made.sign(one), [one.verifier]) == made
    with pytest.raises(NoteError):
        Checkpoint("elders/log/x/1", 3, bytes(32)).sign(one)
    elsewhere = Checkpoint("elders/log/x/1", 3, bytes(32))
    with pytest.raises(NoteError):
        checkpoints.open_checkpoint(sign(elsewhere.text, [one]), [one.verifier])
    for text in (
        "a\n1\n",
        "a\n01\n" + made.text.split("\n")[2] + "\n",
        made.text + "extra\n",
        made.text.replace("3", "-3"),
        "a\n1\nAAAA\n",
    ):
        with pytest.raises(NoteError):
            checkpoints.parse(text)


def test_proof_files_round_trip_and_hold() -> None:
    log = sample(80)
    size, note = log.checkpoints[0]
    reader = tiles.Reader(lambda level, n, width: b"".join(log.leaves[:256]), size)
    key = log.keys[0].verifier
    for index in range(0, size, 7):
        proof = proofs.Proof(
            index, tuple(merkle.inclusion_proof(index, size, reader.subtree)), note, log.lines[index].body
        )
        again = proofs.parse(proof.text)
        assert again == proof
        assert again.verify(log.leaves[index], [key]).size == size
        with pytest.raises(NoteError):
            again.verify(log.leaves[index + 1], [key])
        with pytest.raises(NoteError):
            again.verify(log.leaves[index], [signer(5).verifier])
    bare = proofs.Proof(0, (), note)
    assert "extra" not in bare.text
    assert proofs.parse(bare.text) == bare
    for text in (
        "",
        proofs.HEADER,
        bare.text.replace("index 0", "index 00"),
        bare.text.replace("v1", "v2"),
        bare.text.replace("\n", "\r\n"),
    ):
        with pytest.raises(NoteError):
            proofs.parse(text)


def test_a_rotation_is_signed_by_both() -> None:
    old, new = signer(1), signer(2)
    note = rotation_note(old, new)
    assert open_rotation(note, old.verifier) == new.verifier
    with pytest.raises(NoteError):
        open_rotation(note, new.verifier)
    with pytest.raises(NoteError):
        rotation_note(old, old)
    text = note[: note.index("\n\n") + 1]
    for signers in ([old], [new], [new, old], [old, new, new]):
        with pytest.raises(NoteError):
            open_rotation(sign(text, signers), old.verifier)
