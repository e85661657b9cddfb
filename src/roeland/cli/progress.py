"""Progress of what takes longer than two seconds: one line that renews itself on a terminal, now and then a line elsewhere."""

import sys
import time

import click

QUIET = 2.0  # seconds before progress is worth showing
PAUSE = 5.0  # seconds between two lines in a file or a log


class Progress:
    """`Progress("Importeren").show(50, 420, "personen")` writes *Importeren: 50 van 420 personen* to stderr."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = time.monotonic()
        self.last = 0.0
        self.width = 0

    def show(self, done: int, total: int, of: str = "") -> None:
        """Tell how far it is. Quiet for two seconds; on a terminal every time, elsewhere at most every five and at the end."""
        now = time.monotonic()
        end = done == total
        if now - self.began < QUIET or (end and not self.last):
            return
        text = f"{self.what}: {done} van {total}{f' {of}' if of else ''}"
        if sys.stderr.isatty():
            click.echo(f"\r{text.ljust(self.width)}", nl=end, err=True)
            self.width = len(text)
        elif end or now - self.last >= PAUSE:
            click.echo(text, err=True)
        else:
            return
        self.last = now
