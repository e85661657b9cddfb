"""Canonical JSON: one value has exactly one spelling, so that bytes can be hashed and compared (docs/ledger-spec.md,
section 2). Pure.
"""

from __future__ import annotations

import base64
import json
from typing import Any, NoReturn

LARGEST = 2**53 - 1
DEEPEST = 32


class NotCanonicalError(ValueError):
    """These bytes, or this value, have no canonical form here; the text says why."""


def encode(value: Any) -> bytes:
    """The canonical bytes of None, bool, int, str, list/tuple and dict with str keys. Raises NotCanonicalError for
    anything else (floats too).
    """
    _check(value, DEEPEST)
    return _dump(value)


def _dump(value: Any) -> bytes:
    """Keys by code point, no spaces, everything outside ASCII as \\uXXXX."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def _check(value: Any, depth: int) -> None:
    """Refuse what canonical JSON cannot say."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonicalError("an integer is outside -(2^53-1)..2^53-1")
    elif isinstance(value, dict | list | tuple):
        _check_items(value, depth)
    else:
        raise NotCanonicalError(f"{type(value).__name__} has no canonical form")


def _check_items(value: dict[Any, Any] | list[Any] | tuple[Any, ...], depth: int) -> None:
    """Refuse a bad key or item, and too deep a nest."""
    if depth == 0:
        raise NotCanonicalError(f"nested deeper than {DEEPEST}")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonicalError("a key is not text")
        for key in value:
            _check_text(key)
    for item in value.values() if isinstance(value, dict) else value:
        _check(item, depth - 1)


def _check_text(text: str) -> None:
    """Refuse half of a surrogate pair: it is not Unicode text."""
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise NotCanonicalError("half of a surrogate pair")


def _no_float(text: str) -> NoReturn:
    raise NotCanonicalError(f"not an integer: {text[:20]}")


def decode(raw: bytes) -> Any:
    """The value that these canonical bytes spell. Raises NotCanonicalError unless encoding the value gives back exactly
    these bytes.
    """
    try:
        value = json.loads(raw.decode("ascii"), parse_float=_no_float, parse_constant=_no_float)
        again = encode(value)
    except RecursionError:
        raise NotCanonicalError(f"nested deeper than {DEEPEST}") from None
    except NotCanonicalError:
        raise
    except ValueError as error:
        raise NotCanonicalError(str(error)) from None
    if again != raw:
        raise NotCanonicalError("not the canonical spelling")
    return value


def b64(raw: bytes) -> str:
    """The standard base64 spelling of these bytes."""
    return base64.b64encode(raw).decode("ascii")
