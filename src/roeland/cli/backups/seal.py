"""The keys of an installation in a sealed box: scrypt on a passphrase, AES-256-GCM over a tar of the folder."""

import base64
import io
import json
import secrets
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

COST = 2**16  # 64 MiB and about 0.2 s per guess
LABEL = b"roeland keys v1"
SHORTEST = 12  # characters of a passphrase


class WrongPassphrase(Exception):
    """The passphrase does not open the box (or the box was changed)."""


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def seal(folder: Path, passphrase: str) -> bytes:
    """The files of `folder`, encrypted, as JSON text."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            tar.add(path, arcname=str(path.relative_to(folder)), recursive=False)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    data = AESGCM(_key(passphrase, salt, COST)).encrypt(nonce, plain.getvalue(), LABEL)
    box = {"kdf": "scrypt", "n": COST, "r": 8, "p": 1, "cipher": "AES-256-GCM"}
    parts = {"salt": salt, "nonce": nonce, "data": data}
    return json.dumps({**box, **{k: base64.b64encode(v).decode() for k, v in parts.items()}}, indent=1).encode()


def unseal(box: bytes, passphrase: str, folder: Path) -> list[str]:
    """Write the files of the box into `folder` (mode 0600); their names. Raises WrongPassphrase."""
    found = json.loads(box)
    cost = int(found["n"])
    if cost > 2**20:  # a changed box must not make us ask gigabytes of memory
        raise WrongPassphrase
    salt, nonce, data = (base64.b64decode(found[name]) for name in ("salt", "nonce", "data"))
    try:
        plain = AESGCM(_key(passphrase, salt, cost)).decrypt(nonce, data, LABEL)
    except InvalidTag as error:
        raise WrongPassphrase from error
    names = []
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        for member in tar.getmembers():
            source = tar.extractfile(member)
            target = (folder / member.name).resolve()
            if source is None or not target.is_relative_to(folder.resolve()):
                continue
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(source.read())
            target.chmod(0o600)
            names.append(member.name)
    return names
