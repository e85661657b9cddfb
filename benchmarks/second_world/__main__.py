"""Write the second world: python -m benchmarks.second_world --out DIR --seed S --events N [--users U] [--lacking tickets,oncall]."""

import argparse
import time
from pathlib import Path

from benchmarks.second_world.tables import write
from benchmarks.second_world.year import LEAST_USERS, OPTIONAL, build_year


def main() -> None:
    """Read the wishes, make the year, write its tables and print what it holds."""
    parser = argparse.ArgumentParser(prog="benchmarks.second_world", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument(
        "--users", type=int, help="people on the staff (default: one per 800 consultations, 60 at least)"
    )
    parser.add_argument("--lacking", default="", help="tables not to write, with commas: " + ", ".join(OPTIONAL))
    wishes = parser.parse_args()
    lacking = {name for name in wishes.lacking.split(",") if name}
    if unknown := lacking - set(OPTIONAL):
        parser.error(f"--lacking knows {', '.join(OPTIONAL)}; not {', '.join(sorted(unknown))}")
    if wishes.users is not None and wishes.users < LEAST_USERS:
        parser.error(f"--users: {LEAST_USERS} at least, to man every team")
    begun = time.perf_counter()
    tables = build_year(wishes.seed, wishes.events, wishes.users, lacking)
    write(wishes.out, tables, lacking)
    bad = wishes.events - tables["truth"]["family"].null_count
    print(f"{wishes.events} consultations, {bad} of misuse, {time.perf_counter() - begun:.1f} s: {wishes.out}")


if __name__ == "__main__":
    main()
