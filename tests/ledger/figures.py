"""What the slow tests found, for docs/reliability.md: docs/benchmarks/reliability.json."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any

from roeland.kernel import clock

FILE = Path(__file__).parents[2] / "docs" / "benchmarks" / "reliability.json"


def record(name: str, found: dict[str, Any]) -> None:
    """Put these figures beside those of the other tests; several processes may do so at once."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        figures = json.loads(file.read() or "{}")
        figures[name] = {"day": str(clock.today()), **found}
        file.truncate(0)
        file.write(json.dumps(dict(sorted(figures.items())), indent=1) + os.linesep)
