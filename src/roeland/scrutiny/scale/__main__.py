"""`python -m roeland.scrutiny.scale FOLDER OUT`: verdicts, cases, reasons and a short summary of a folder by the engine of the configuration."""

import argparse
import json
import sys
from pathlib import Path

from roeland.scrutiny import rulebook
from roeland.scrutiny.scale.judging import judge


def main() -> None:
    """Judge a folder; write what was found as JSON."""
    asked = argparse.ArgumentParser(prog="python -m roeland.scrutiny.scale", description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    found = judge(given.folder, rulebook.shipped(), given.out)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
