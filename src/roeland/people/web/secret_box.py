"""Encrypts the secrets of the second step with a key that stands in a file, never in the database."""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings


def key_path() -> Path:
    """`keys/totp.key` in the data folder."""
    path: Path = settings.CONFIG.keys / "totp.key"
    return path


def box() -> Fernet:
    """The box with this installation's key; the key is made on first use, readable by its owner only."""
    path = key_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_bytes(Fernet.generate_key())
        try:
            os.link(made, path)  # of two processes at once, the first one's key counts
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return Fernet(path.read_bytes())
