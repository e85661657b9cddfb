# ruff: noqa: E402 -- Django starts before its models can be imported
"""Search in the knowledge base of a shared officer over 300 authorities with 10,000 published documents in all.

Prints statements and medians of five per search, beside the same in one authority; nothing is asserted on time. The number of
statements must be the same: the script ends with an error when it is not. Works on an empty database: SQLite in a temporary folder,
or the one in DATABASE_URL. Sentences are dealt from a list of Dutch words, about 350 words a document.

Run: python benchmarks/bench_knowledge.py [AUTHORITIES] [DOCUMENTS]
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
os.environ["ROELAND_DATA"] = tempfile.mkdtemp(prefix="roeland-bench-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.documents.models import Document, Version
from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.knowledge import queries
from roeland.knowledge.models import Entry, Lexeme, Posting
from roeland.knowledge.values import weights

ROUNDS = 5
MOST = 4  # statements: words, scores, page, and the words read for a typing error
SEARCHES = ("BEL-0012", "wachtwoord", "procedure", "wachtwoort", "telewerk laptop", "beleid")
STEMS = """wacht woord toegang beheer telewerk laptop procedure beleid incident melding back herstel netwerk server leverancier
    contract burger dossier sociaal dienst raad verslag controle sleutel badge gebouw papier archief vorming phishing mail account
    recht gebruiker toestel update kwetsbaar risico maatregel plan deel bestuur gemeente medewerker directeur advies vergadering""".split()


def words(rnd: random.Random) -> list[str]:
    """A vocabulary as Dutch makes it: stems, compounds and some 30,000 rarer words."""
    rare = [
        "".join(rnd.choice("bcdfghklmnprstvwz") + rnd.choice("aeiou") for _ in range(rnd.randint(2, 5)))
        for _ in range(25_000)
    ]
    return STEMS * 40 + [a + b for a in STEMS for b in STEMS] * 2 + rare


def build(count: int, documents: int) -> list[Authority]:
    """Authorities with documents, entries, words and postings."""
    rnd, now = random.Random(7), clock.now()
    authorities = [Authority(slug=f"bestuur-{n}", name=f"Bestuur {n}", created_at=now) for n in range(count)]
    with gate.opened():
        Authority.everything.bulk_create(authorities)
    pool = words(rnd)
    system = Actor.system("bench", [a.pk for a in authorities])
    if connection.vendor == "sqlite":
        with gate.opened(), connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -400000")  # for building only
    with gate.opened(), scope(system, authorities):
        ids: dict[str, int] = {}
        for start in range(0, documents, 500):
            _batch(range(start, min(start + 500, documents)), authorities, pool, rnd, ids)
    return authorities


def _batch(
    numbers: range, authorities: list[Authority], pool: list[str], rnd: random.Random, ids: dict[str, int]
) -> None:
    now, made = clock.now(), []
    for n in numbers:
        where, audience = authorities[n % len(authorities)], ("policy", "kb_public", "plan_technical")[n % 3]
        place = n // len(authorities)
        document = Document(
            authority=where, audience=audience, number=f"BEL-{place:04d}", kind="procedure", title=f"{rnd.choice(STEMS)} {place}",
            status="published", made_at=now,
        )  # fmt: skip
        text = " ".join(rnd.choice(pool) for _ in range(350))
        version = Version(
            authority=where, audience=audience, document=document, major=1, status="published", text=text, made_at=now,
            published_at=now,
        )  # fmt: skip
        key = uuid4()
        entry = Entry(
            pk=key,
            no=Entry.no_of(key),
            authority=where, audience=audience, document=document, version=version, title=document.title, number=document.number,
            kind="procedure", text=text, published_at=now,
        )  # fmt: skip
        made.append((document, version, entry, weights(document.title, document.number, text)))
    Document.objects.bulk_create([d for d, _v, _e, _w in made])
    Version.objects.bulk_create([v for _d, v, _e, _w in made])
    Entry.objects.bulk_create([e for _d, _v, e, _w in made])
    fresh = sorted({word for *_rest, heavy in made for word in heavy if word not in ids})
    Lexeme.objects.bulk_create([Lexeme(word=word) for word in fresh])
    ids.update(Lexeme.objects.filter(pk__gt=max(ids.values(), default=0)).values_list("word", "pk"))
    _post([(ids[word], e.no, w) for _d, _v, e, heavy in made for word, w in heavy.items()])


def _post(rows: list[tuple[int, int, int]]) -> None:
    """Postings without a model around each: two million of them are most of the building."""
    columns = "knowledge_posting (lexeme_id, entry_id, weight)"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {columns} VALUES (%s, %s, %s)", rows)
            return
        with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def clock_of() -> float:
    """CPU seconds where the database runs in this process, else seconds."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def measure(authorities: list[Authority], wanted: str) -> tuple[int, float, int]:
    """Statements, median milliseconds and hits of the first page."""
    rights = RIGHTS.of(["security_officer"])
    actor = Actor(authorities[0].pk, "Dina", dict.fromkeys([a.pk for a in authorities], rights))
    times = []
    for _ in range(ROUNDS):
        with scope(actor, authorities), CaptureQueriesContext(connection) as caught:
            start = clock_of()
            found = queries.search(wanted)
            times.append(1000 * (clock_of() - start))
    return len(caught), statistics.median(times), found.count


def main() -> None:
    """Build, search everywhere and in one authority, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with gate.unguarded():
        call_command("migrate", verbosity=0)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for statement in gate.grants():
                    cursor.execute(statement)
    start = time.perf_counter()
    authorities = build(count, documents)
    if connection.vendor == "postgresql":
        with gate.unguarded(), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does: scans of the index alone need its map
    print(
        f"{connection.vendor}: {documents} documents in {count} authorities, {Posting.objects.count()} postings,",
        end=" ",
    )
    print(f"{Lexeme.objects.count()} words, built in {time.perf_counter() - start:.0f} s")
    wrong = False
    for wanted in SEARCHES:
        many, one = measure(authorities, wanted), measure(authorities[:1], wanted)
        wrong = (
            wrong or many[0] > MOST
        )  # the words read for a typing error are one statement more, when something was found
        print(
            f"{wanted:20} {many[0]} statements, {many[1]:7.1f} ms, {many[2]:5} hits; one authority {one[0]}, {one[1]:6.1f} ms"
        )
    sys.exit("the number of statements grows" if wrong else 0)


if __name__ == "__main__":
    main()
