"""Cuts of power during writes on SQLite: nothing acknowledged may be lost, no half write may stay, the ledger must hold.

    python -m benchmarks.ledger_powercut [cuts] [--normal | --lying]

The program itself writes (verb, row, entry, payload, tiles, head and now and then a signed checkpoint), on an SQLite whose writes
are recorded (`ledger_disk`). Then the power goes at `cuts` points; each time the files are put down as a disk may have them,
SQLite recovers, and everything that was acknowledged before the cut must be there. `--normal` sets synchronous=NORMAL and `--lying`
ignores every sync: then losses must show, or this simulation simulates nothing.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from benchmarks.ledger_disk import Disk, Note, Recorder
from benchmarks.ledger_setup import sqlite
from benchmarks.reliability import become

ROUNDS, COMMITS, SIGN_EVERY, RECONNECT_EVERY = 4, 250, 25, 100
DATABASE = "roeland.sqlite3"


class PowerCuts:
    """Records rounds of commits and cuts each of them. Django must be set up."""

    def __init__(self, recorder: Recorder, data: Path, *, lying: bool, seed: int) -> None:
        from benchmarks import ledger_client  # after setup, as the models

        self.client, self.recorder, self.data, self.lying = ledger_client, recorder, data, lying
        self.draw = random.Random(seed)
        self.earlier: list[str] = []  # acknowledged in rounds before this one
        self.found: Counter[str] = Counter(cuts=0, acknowledged=0, lost=0, half=0, corrupt=0, wrong_trees=0)
        authority = ledger_client.Authority.everything.order_by("slug").first()
        assert authority is not None
        self.authority = authority
        self.actor = ledger_client.Actor.system("cut", [authority.pk])

    def run(self, cuts: int) -> dict[str, int]:
        """`cuts` cuts over all rounds."""
        for number in range(ROUNDS):
            base = self.files()
            notes = self.record()
            end = self.files()
            self.cuts(base, notes, cuts * (number + 1) // ROUNDS - cuts * number // ROUNDS)
            self.earlier += [name for kind, name, _, _ in notes if kind == "done"]
            self.put_down(end)
        return dict(self.found)

    def files(self) -> dict[str, bytes]:
        """The database with no connection open: the WAL is folded in and gone."""
        connections.close_all()
        found = {path.name: path.read_bytes() for path in self.data.glob(f"{DATABASE}*")}
        assert set(found) == {DATABASE}, found.keys()
        return found

    def write(self) -> str:
        """One transaction by the verb; what it wrote."""
        name = self.draw.randbytes(12).hex()
        self.client.insert(self.actor, authority=self.authority, name=name)
        return name

    def record(self) -> list[Note]:
        """Commit; a note after each commit that came back."""
        from roeland.ledger import checkpointing
        from roeland.ledger.models import LedgerTree

        connections.close_all()
        self.recorder.notes, self.recorder.on = [], True
        for number in range(1, COMMITS + 1):
            self.recorder.note("done", self.write())
            if number % SIGN_EVERY == 0:
                checkpointing.sign(LedgerTree.objects.get(authority_id=self.authority.pk))
            if number % RECONNECT_EVERY == 0:
                connections.close_all()  # folds the WAL into the database and removes it
        self.recorder.on = False
        self.found["transactions"] += COMMITS
        self.found["writes"] += sum(note[0] == "write" for note in self.recorder.notes)
        self.found["syncs"] += sum(note[0] == "sync" for note in self.recorder.notes)
        return self.recorder.notes

    def cuts(self, base: dict[str, bytes], notes: list[Note], count: int) -> None:
        """Cut the same notes at many places, half of them right after an acknowledgement."""
        after = [at + 1 for at, note in enumerate(notes) if note[0] == "done"]
        places = [self.draw.choice(after) if each % 2 else self.draw.randint(1, len(notes)) for each in range(count)]
        disk, at, reported = Disk(base), 0, set(self.earlier)
        for place in sorted(places):
            for note in notes[at:place]:
                disk.take(note, syncs=not self.lying)
                if note[0] == "done":
                    reported.add(note[1])
            at = place
            self.put_down(disk.cut(self.draw))
            self.found["cuts"] += 1
            self.found["acknowledged"] += len(reported) - len(self.earlier)
            try:
                self.check(reported)
            except DatabaseError:
                self.found["corrupt"] += 1

    def put_down(self, files: dict[str, bytes]) -> None:
        """Put these files, and no others, where the program looks for its database."""
        connections.close_all()
        for path in self.data.glob(f"{DATABASE}*"):
            path.unlink()
        for name, content in files.items():
            (self.data / name).write_bytes(content)

    def check(self, reported: set[str]) -> None:
        """SQLite recovers when it opens. Then: the file is sound, everything reported is there, rows and entries go together, the
        program can go on writing, and the whole tree with its checkpoints holds.
        """
        from roeland.ledger import export

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchall() != [("ok",)]:
                self.found["corrupt"] += 1
                return
            cursor.execute("SELECT id, name FROM people_team")
            rows = {name: key for key, name in cursor.fetchall()}
            cursor.execute("SELECT object_id FROM ledger_ledgerentry WHERE action = 'bench:team:inserted'")
            entries = {key for (key,) in cursor.fetchall()}
        self.found["lost"] += len(reported - set(rows))
        self.found["half"] += len(set(rows.values()) ^ entries)
        self.write()
        self.found["wrong_trees"] += any(log.problems for log in export.verify(everything=True))


def main(cuts: int, *, normal: bool = False, lying: bool = False, seed: int | None = None) -> dict[str, object]:
    """All cuts, on an installation of its own."""
    seed = random.randrange(2**32) if seed is None else seed
    recorder = Recorder()
    recorder.install()
    with sqlite(1) as env:
        become(env)
        import django

        django.setup()
        options = settings.DATABASES["default"]["OPTIONS"]
        if normal:
            options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
        found = PowerCuts(recorder, Path(env["ROELAND_DATA"]), lying=lying, seed=seed).run(cuts)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            (synchronous,) = cursor.fetchone()
        connections.close_all()
    return {"synchronous": {1: "NORMAL", 2: "FULL"}[synchronous], "lying": lying, "seed": seed, **found}


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    result = main(numbers[0] if numbers else 1_000, normal="--normal" in sys.argv, lying="--lying" in sys.argv)
    print(json.dumps(result, indent=1))
    sys.exit(1 if any(result[bad] for bad in ("lost", "half", "corrupt", "wrong_trees")) else 0)
