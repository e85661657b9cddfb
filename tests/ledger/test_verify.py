"""verify.py on whole bundles: what it accepts, what it refuses and what it names."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from roeland.ledger import bundles, canonical, merkle, proofs, tiles, verify
from roeland.ledger.checkpoints import Checkpoint
from roeland.ledger.entries import ERASED
from tests.ledger.sample import ORIGIN, Log, sample, signer, zipped


@pytest.fixture(scope="module")
def members() -> list[tuple[str, bytes]]:
    return sample().members()


def problems(data: bytes, key: str | None = None) -> list[str]:
    """What verify.py finds wrong, in its own words."""
    try:
        return verify.check_bundle(data, key)
    except verify.NotRight as problem:
        return [str(problem)]


def with_member(members: list[tuple[str, bytes]], name: str, data: bytes) -> bytes:
    assert name in dict(members)
    return zipped([(n, data if n == name else d) for n, d in members])


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = Path(verify.__file__).read_text(encoding="utf-8")
    copy = path.parent / "alleen" / "verify.py"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(script, encoding="utf-8")
    # -S and -I: no site-packages, no environment, so only the standard library
    return subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", str(copy), str(path), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_alone_it_accepts_a_bundle_and_says_where_the_key_came_from(tmp_path: Path) -> None:
    log = sample()
    path = tmp_path / "bundel.zip"
    path.write_bytes(log.bundle())
    done = run(path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "jaarverslag" in done.stdout
    assert log.keys[-1].verifier.vkey in done.stdout
    for key in log.keys:  # the oldest key leads to the newest through the rotation
        done = run(path, "--key", key.verifier.vkey)
        assert (done.returncode, "jaarverslag" in done.stdout) == (0, False)
    done = run(path, "--key", signer(9).verifier.vkey)
    assert done.returncode == 1
    assert "niet de sleutel van dit logboek" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("--key",), ("--key", "onzin"), ("--iets", "x")])
def test_alone_it_ends_with_1_and_without_a_traceback_on_nonsense(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "leeg.zip"
    path.write_bytes(b"")
    done = run(path, *arguments)
    assert (done.returncode, done.stderr) == (1, "")


def test_other_programs_read_the_zip(members: list[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(members))) as opened:
        assert opened.testzip() is None
        assert [(i.filename, opened.read(i)) for i in opened.infolist()] == members


def test_readme_and_verify_may_differ(members: list[tuple[str, bytes]]) -> None:
    for name in ("README.txt", "verify.py"):
        assert problems(with_member(members, name, b"iets anders")) == []


def test_names_the_first_entry_that_disagrees_with_its_leaf(members: list[tuple[str, bytes]]) -> None:
    bodies = dict(members)["tile/entries/000"]
    changed = bodies.replace(b'"role":"security_officer"', b'"role":"security_afficer"', 200).replace(
        b'"role":"security_afficer"', b'"role":"security_officer"', 120
    )
    found = problems(with_member(members, "tile/entries/000", changed))
    assert found[0] == "Logregel 120 klopt niet: de inhoud stemt niet overeen met het blad in de boom."


def test_names_the_first_entry_whose_text_changed(members: list[tuple[str, bytes]]) -> None:
    changed = dict(members)["payloads/000"].replace(b"Hersteltest 33 ", b"Hersteltest 34 ")
    found = problems(with_member(members, "payloads/000", changed))
    assert found[0] == "Logregel 33 klopt niet: de tekst bij de logregel stemt niet overeen met haar zegel."


def test_a_raw_change_of_bytes_still_names_the_entry(members: list[tuple[str, bytes]]) -> None:
    data = zipped(members).replace(b"Hersteltest 33 ", b"Hersteltest 34 ")
    assert problems(data)[0].startswith("Logregel 33 klopt niet")


def rewritten(first: int) -> Log:
    """The sample with entry `first` replaced and every hash made to fit again, but the old checkpoints."""
    real, forged = sample(), Log()
    for i in range(300):
        forged.add("duties:task:handed-in", {"title": "vervalst" if i == first else f"Hersteltest {i}"}, about=i % 11)
        if i != first:
            forged.lines[i], forged.leaves[i] = real.lines[i], real.leaves[i]
    forged.keys, forged.stored = real.keys, {}
    forged.lines += real.lines[300:]
    leaves = [merkle.leaf_hash(line.body) for line in forged.lines]
    forged.leaves = leaves
    for row in tiles.grow(0, leaves, forged.load):
        forged.stored[row.level, row.n, row.width] = row.hashes
    forged.checkpoints = real.checkpoints
    return forged


def test_otherwise_names_the_range_between_two_checkpoints() -> None:
    found = problems(zipped(rewritten(150).members()))
    assert found == ["De logregels 111 tot en met 180 zijn veranderd: het ijkpunt bij 111 klopt, dat bij 181 niet."]


def test_a_log_of_somebody_else_needs_the_trusted_key() -> None:
    fresh = Log(keys=[signer(7)])
    for i in range(20):
        fresh.add("duties:task:handed-in", {"title": f"vervalst {i}"}, about=i % 3)
    fresh.checkpoint()
    assert problems(fresh.bundle()) == []  # it agrees with itself ...
    assert problems(fresh.bundle(), signer(1).verifier.vkey) == [
        "De sleutel die je opgaf, is niet de sleutel van dit logboek."
    ]


def test_a_blank_text_needs_an_erasure_entry(members: list[tuple[str, bytes]]) -> None:
    lines = dict(members)["payloads/000"].split(b"\n")
    assert lines[5] == b"null"  # erased by the sample, and named by its erasure entry
    lines[8] = b"null"
    found = problems(with_member(members, "payloads/000", b"\n".join(lines)))
    assert found[0] == "Logregel 8 klopt niet: de tekst is weg zonder dat een wissing haar noemt."


def test_an_erasure_entry_cannot_be_erased() -> None:
    log = sample(30)
    by = next(i for i, line in enumerate(log.lines) if ERASED.encode() in line.body)
    log.erase(by)
    log.checkpoint()
    assert any("zonder dat een wissing haar noemt" in problem for problem in problems(log.bundle()))


def test_an_erased_text_that_is_still_there_is_refused() -> None:
    log = sample(30)
    kept = log.lines[9]
    log.erase(9)
    log.lines[9] = kept
    log.checkpoint()
    assert "is volgens het logboek gewist maar staat er nog" in problems(log.bundle())[0]


def test_a_rotation_needs_both_keys() -> None:
    log = Log()
    log.add("duties:task:handed-in", {})
    log.rotate()
    log.checkpoint()
    assert problems(log.bundle()) == []
    text = str(canonical.decode(log.lines[1].payload or b"")["note"])
    for note in (text[: text.rindex("\n\u2014") + 1], text.replace("/1\n", "/2\n", 1)):  # one signature; another text
        log = Log()
        log.add("duties:task:handed-in", {})
        log.add("ledger:key:rotated", {"note": note}, about=99)
        log.keys.append(signer(2))
        log.checkpoint()
        assert problems(log.bundle())[0].startswith("De sleutelwissel in logregel 1: ")


def test_the_old_key_signs_no_more_after_its_rotation() -> None:
    log = sample(30)
    size, _ = log.checkpoints[-1]
    log.checkpoints[-1] = (size, Checkpoint(ORIGIN, size, log.root()).sign(log.keys[0]))
    assert "handtekening" in problems(log.bundle())[0]


@pytest.mark.parametrize("change", ["extra", "twice", "missing", "order", "comment", "tail", "front"])
def test_the_container_is_strict(members: list[tuple[str, bytes]], change: str) -> None:
    data = zipped(members)
    if change == "extra":
        data = zipped([*members, ("nog-iets", b"x")])
    elif change == "twice":
        data = zipped([*members, members[4]])
    elif change == "missing":
        data = zipped([m for m in members if m[0] != "payloads/000"])
    elif change == "order":
        data = zipped([members[1], members[0], *members[2:]])
    elif change == "comment":
        data = data[:-2] + b"\x02\x00hi"
    elif change == "tail":
        data += b"\x00"
    else:
        data = b"\x00" + data
    assert problems(data)


def test_a_repacked_bundle_is_refused(members: list[tuple[str, bytes]]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    assert problems(out.getvalue()) == ["het zipbestand is niet zoals Roeland het schrijft"]


def test_proof_file_alone(tmp_path: Path) -> None:
    log = sample()
    path = tmp_path / "een.tlog-proof"
    line = log.lines[123]
    size, note = log.checkpoints[-1]
    steps = merkle.inclusion_proof(123, size, tiles.Reader(log.load, size).subtree)
    extra = line.body + b"\n" + bundles.payload_line(line)[:-1]
    path.write_text(proofs.Proof(123, tuple(steps), note, extra).text, encoding="utf-8")
    key = log.keys[-1].verifier.vkey
    done = run(path, "--key", key)
    assert done.returncode == 0, done.stdout
    assert "Hersteltest 123" in done.stdout
    assert run(path).returncode == 1  # a proof holds no key
    assert run(path, "--key", log.keys[0].verifier.vkey).returncode == 1


def test_own_ed25519_agrees_with_cryptography() -> None:
    for i in range(40):
        seed = hashlib.sha256(b"%d" % i).digest()
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public, message = private.public_key().public_bytes_raw(), b"bericht " * i
        signature = private.sign(message)
        assert verify.signature_holds(public, signature, message)
        assert not verify.signature_holds(public, signature, message + b"!")
        bigger = int.from_bytes(signature[32:], "little") + verify.ORDER
        assert not verify.signature_holds(public, signature[:32] + bigger.to_bytes(32, "little"), message)
    # RFC 8032 section 7.1, test 2
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verify.signature_holds(public, signature, bytes.fromhex("72"))
