"""Lists that a person has read and agreed with. `ROELAND_GOLDEN=write pytest tests/conformance` proposes new ones; review the diff."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


def agree(name: str, text: str) -> None:
    """Fail with the difference when `text` is not what the golden file says."""
    path = FOLDER / name
    if os.environ.get("ROELAND_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text.splitlines() == expected.splitlines()
