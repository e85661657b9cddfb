"""Kill -9 during writes: no acknowledged write may be lost, no half one may stay, the ledger must hold.

    python -m benchmarks.reliability sqlite|postgresql [cycles]

Each cycle forks a writer that commits rows by a verb and reports each commit through a pipe; it is killed at a random moment. On
PostgreSQL every fifth cycle stops the server at once too (SIGQUIT, no checkpoint), so that it recovers from its log.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ledger_setup import postgres, sqlite

SERVER = Path(__file__).parents[1] / ".ci" / "postgres.sh"
LEAST, MOST = 0.02, 0.35  # seconds that a writer lives after its first commit
CRASH_EVERY = 5


class Cycles:
    """The parent: forks writers, kills them, counts."""

    def __init__(self, crash: bool, lying: bool = False) -> None:
        import django

        django.setup()
        from benchmarks import ledger_client

        self.client, self.crash, self.lying = ledger_client, crash, lying
        self.acknowledged = self.lost = self.half = self.unacknowledged = self.crashes = 0

    def run(self, cycles: int) -> dict[str, object]:
        """`cycles` kills; an audit every 20 and at the end."""
        for cycle in range(1, cycles + 1):
            crashing = self.crash and cycle % CRASH_EVERY == 0
            self.check(self.killed(crashing))
            if cycle % 20 == 0 or cycle == cycles:
                self.audit()
        return {
            "cycles": cycles,
            "server_crashes": self.crashes,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "half": self.half,
            "committed_but_not_acknowledged": self.unacknowledged,
            "audit": "holds",
        }

    def killed(self, crashing: bool) -> set[str]:
        """Fork a writer, kill it, and answer what it had reported as committed."""
        from django.db import connections

        connections.close_all()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            self.write(writing)
        os.close(writing)
        got = b""
        ready, _, _ = select.select([reading], [], [], 60)
        if not ready:
            raise RuntimeError("the writer does not write")
        time.sleep(random.uniform(LEAST, MOST))
        if crashing:
            crash_server()
            self.crashes += 1
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        while chunk := os.read(reading, 65536):
            got += chunk
        os.close(reading)
        if crashing:
            subprocess.run([str(SERVER), "start"], check=True, stderr=subprocess.DEVNULL)
        return {line.decode() for line in got.split(b"\n")[:-1]}

    def write(self, writing: int) -> None:
        """The child: commit and report until killed."""
        try:
            authority = self.client.Authority.everything.order_by("slug").first()
            assert authority is not None
            actor = self.client.Actor.system("kill", [authority.pk])
            while True:
                name = random.randbytes(12).hex()
                if self.lying:
                    os.write(writing, name.encode() + b"\n")
                self.client.insert(actor, authority=authority, name=name)
                if not self.lying:
                    os.write(writing, name.encode() + b"\n")
        finally:
            os._exit(1)

    def check(self, reported: set[str]) -> None:
        """Every reported row is there, and rows and entries go together."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT id, name FROM people_team")
            rows = {name: key for key, name in cursor.fetchall()}
            cursor.execute("SELECT object_id FROM ledger_ledgerentry WHERE action = 'bench:team:inserted'")
            entries = {key for (key,) in cursor.fetchall()}
        self.lost += len(reported - set(rows))
        self.half += len(set(rows.values()) ^ entries)
        self.acknowledged += len(reported)
        self.unacknowledged = len(rows) - self.acknowledged

    def audit(self) -> None:
        """The whole tree, recomputed."""
        from roeland.ledger import export

        wrong = [problem for found in export.verify(everything=True) for problem in found.problems]
        if wrong:
            raise RuntimeError("; ".join(wrong))


def crash_server() -> None:
    """What a failing machine does to PostgreSQL, short of the disk: everything stops, nothing is written any more."""
    pid = int((Path(os.environ["ROELAND_PG"]) / "data" / "postmaster.pid").read_text().split("\n")[0])
    os.kill(pid, signal.SIGQUIT)
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL of this run alone, with fsync; the owner's URL."""
    with tempfile.TemporaryDirectory(prefix="roeland-kill-") as folder:
        Path(folder).chmod(0o755)
        before = dict(os.environ)
        os.environ.update(ROELAND_PG=f"{folder}/pg", ROELAND_PG_DURABLE="1")
        subprocess.run([str(SERVER), "start"], check=True, stderr=subprocess.DEVNULL)
        try:
            yield subprocess.run([str(SERVER), "owner-url"], check=True, capture_output=True, text=True).stdout.strip()
        finally:
            os.environ["ROELAND_PG"] = f"{folder}/pg"
            subprocess.run([str(SERVER), "stop"], check=False)
            os.environ.clear()
            os.environ.update(before)


def become(env: dict[str, str]) -> None:
    """Take over this environment, and no setting of the one we were started in."""
    os.environ.clear()
    os.environ.update(env)


def main(engine: str, cycles: int, lying: bool = False) -> dict[str, object]:
    """All cycles on one engine. `lying` writers report before they commit: then losses must show, or this test tests nothing."""
    if engine == "sqlite":
        with sqlite(1) as env:
            become(env)
            found = Cycles(crash=False, lying=lying).run(cycles)
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous")
                (synchronous,) = cursor.fetchone()
            return {"engine": engine, "synchronous": "FULL" if synchronous == 2 else str(synchronous), **found}
    with server() as owner, postgres(owner, 1) as env:
        become({**env, "ROELAND_PG": os.environ["ROELAND_PG"], "ROELAND_PG_DURABLE": "1"})
        found = Cycles(crash=True).run(cycles)
        from django.db import connections

        connections.close_all()
        return {"engine": engine, **found}


if __name__ == "__main__":
    result = main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200, "--lying" in sys.argv)
    print(json.dumps(result, indent=1))
    sys.exit(1 if result["lost"] or result["half"] else 0)
