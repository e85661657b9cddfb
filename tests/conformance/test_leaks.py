"""The leak matrix of documents: every circle of readers x every state x every role, over every surface of the program.

A word of its own stands in every text of every document: title, text, frozen content, remark, attachment, uploaded file, inspection,
deviation, and in the tasks and facts that its life makes. Who may read which word is written out here from the modes of roles.yaml; no
predicate of a model and no rule of the program is asked.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from roeland.cli.wiring import jobs
from roeland.documents.actions.tasks import ask_approval, ask_review
from roeland.documents.models import (
    Attachment,
    Comment,
    Deviation,
    Document,
    Inspection,
    ReadingRequest,
    Revision,
    Version,
)
from roeland.documents.render import Document as Paper
from roeland.documents.render import Heading, Tlp, document_to_data, paragraph
from roeland.documents.values import AUDIENCES, CIRCLES
from roeland.kernel import clock, gate
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Mode
from roeland.kernel.scope import scope
from roeland.knowledge import actions as knowledge
from roeland.people.actions import create_token
from tests import world as worlds
from tests.conformance.conftest import BACKEND
from tests.conformance.roles import mostly_slow
from tests.conformance.surfaces import Route, routes
from tests.conformance.test_api import operations
from tests.conformance.test_pages import BARE, NOT_A_PAGE, text_of
from tests.world import World, log_in

pytestmark = pytest.mark.sqlite  # what the program shows; the engine is another suite's subject

SEED = re.compile(r"Lek[a-z]+q")
STATES = ("draft", "review", "published", "withdrawn")
NOBODY = (
    "platform_operator"  # approves these documents: a role that reads nothing, so that no approver is among the readers
)
OPENERS = {"security_officer", "deputy_security_officer", "general_director"}  # see appointments where they read
PRINTED = {"governance-crisis-pdf", "ledger-verifier"}  # slow to draw or always the same, and of no document


@dataclass(frozen=True)
class Word:
    """Where a word stands: in which authority, circle and document; `open` says that readers may read it, else only who edits."""

    slug: str
    audience: str
    state: str
    part: str
    open: bool


@dataclass
class Planted:
    """The documents of two authorities, by (slug, audience, state)."""

    world: World
    words: dict[str, Word] = field(default_factory=dict)
    papers: dict[tuple[str, str, str], Document] = field(default_factory=dict)
    versions: dict[tuple[str, str, str], Version] = field(default_factory=dict)
    files: dict[tuple[str, str, str], Attachment] = field(default_factory=dict)
    rows: dict[tuple[str, str], Deviation] = field(default_factory=dict)

    def word(self, slug: str, audience: str, state: str, part: str, *, shown: bool = False) -> str:
        text = "Lek" + re.sub(r"[^a-z]", "", f"{slug[:3]}{audience}{state}{part}") + "q"
        assert self.words.setdefault(text, Word(slug, audience, state, part, shown)) == Word(
            slug, audience, state, part, shown
        )
        return text


def may_read(word: Word, role: str, extra: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether somebody with this role in Zonderbeke may read this word; `extra` are (audience, state) opened to him for a while."""
    if word.slug != "zonderbeke":
        return False
    modes = RIGHTS.of([role]).modes.get(word.audience, frozenset())
    edits, full = bool(modes & {Mode.OWN, Mode.EDIT}), bool(modes & {Mode.OWN, Mode.EDIT, Mode.READ})
    if word.part == "inspection":
        return edits or (full and role in OPENERS)
    if word.part == "task":  # a task has the circle of its document: who reads the circle sees it on the worklist
        return full
    if (word.audience, word.state) in extra and word.part in {"title", "text", "content", "decision", "changes"}:
        return word.open
    return edits or (full and word.open)


def plant(world: World) -> Planted:
    """Sixteen circles x four states in Zonderbeke, two circles in Lissegem."""
    planted = Planted(world)
    places: tuple[tuple[Authority, tuple[str, ...]], ...] = (
        (world.zonderbeke, AUDIENCES),
        (world.lissegem, ("policy", "plan_technical")),
    )
    for place, audiences in places:
        third = world.employ(f"derde-{place.slug}", ["staff"], place)
        with scope(world.system, [place]):
            for audience in audiences:
                for number, state in enumerate(STATES, start=1):
                    with gate.opened():
                        _plant(planted, place, audience, state, number, third)
                    _live(planted, place, audience, state)
            with gate.opened():
                _asked(planted, place, third)
            knowledge.rebuild(world.system, authority=place)
    return planted


def _plant(planted: Planted, place: Authority, audience: str, state: str, number: int, third: Any) -> None:
    now, today, key = clock.now(), clock.today(), (place.slug, audience, state)
    out = state == "published"
    row: dict[str, Any] = {"authority": place, "audience": audience}

    def word(part: str, *, shown: bool = False) -> str:
        return planted.word(place.slug, audience, state, part, shown=shown)

    status = {"review": "draft"}.get(state, state)
    paper = Document.objects.create(
        number=f"{CIRCLES[audience][0]}-{number + (50 if place.slug == 'lissegem' else 0):04d}",
        kind="plan",
        title=word("title", shown=out),
        approve_role=NOBODY,
        status=status,
        made_at=now,
        withdrawn_reason=word("reason") if state == "withdrawn" else "",
        review_due=today + timedelta(days=10) if out else None,
        **row,
    )
    stood = {"draft": "draft", "review": "review", "published": "published", "withdrawn": "published"}[state]
    content = document_to_data(
        Paper(
            title=paper.title,
            authority=place.name,
            tlp=Tlp.AMBER,
            status="versie 1.0",
            moment=now,
            blocks=(Heading("Kop", 1, "kop"), paragraph(word("content", shown=out))),
        )
    )
    first = Version.objects.create(
        document=paper,
        major=1,
        status=stood,
        text=f"# Kop\n\n{word('text', shown=out)}\n",
        made_at=now,
        content=content if stood == "published" else None,
        approved_on=today if stood == "published" else None,
        published_at=now if stood == "published" else None,
        sha256="0" * 64 if stood != "draft" else "",
        decision=word("decision", shown=out),
        changes=word("changes", shown=out),
        submitted_at=now,
        **row,
    )
    Attachment.objects.create(
        version=first, name=word("filename", shown=out), label=word("filelabel", shown=out), sha256="1" * 64, size=1,
        media_type="text/plain", at=now, **row,
    )  # fmt: skip
    if out:  # the next one: an uploaded file of which the text was taken
        paper.current = first
        paper.save()
        following = Version.objects.create(
            document=paper, major=1, minor=1, status="draft", text=word("extracted"), file_sha256="2" * 64,
            file_name=word("upload"), file_type="application/pdf", file_size=1, made_at=now, based_on=first, **row,
        )  # fmt: skip
        Deviation.objects.create(
            document=paper, number=f"AFW-{CIRCLES[audience][0]}-{number:04d}", rule=word("rule", shown=True), asked_by=third,
            asked_on=today, reason=word("why", shown=True), compensation=word("comp", shown=True), starts=today,
            ends=today + timedelta(days=20), status="approved", **row,
        )  # fmt: skip
        planted.rows[place.slug, audience] = Deviation.objects.create(
            document=paper, number=f"AFW-{CIRCLES[audience][0]}-{number + 90:04d}", rule=word("askedrule"), asked_by=third,
            asked_on=today, reason=word("askedwhy"), compensation=word("askedcomp"), starts=today, ends=today,
            status="asked", **row,
        )  # fmt: skip
        Inspection.objects.create(
            document=paper,
            kind="onsite",
            person=third,
            reason=word("inspection"),
            appointed_at=now + timedelta(days=1),
            **row,
        )
    else:
        following = first
    Revision.objects.create(version=following, number=1, text=word("saving"), at=now, **row)
    Comment.objects.create(version=following, text=word("remark"), quote=word("quote"), at=now, **row)
    planted.papers[key], planted.versions[key] = paper, following
    planted.files[key] = Attachment.objects.create(
        version=following, name=word("draftfile"), label=word("draftlabel"), sha256="3" * 64, size=1, media_type="text/plain",
        at=now, **row,
    )  # fmt: skip


def _live(planted: Planted, place: Authority, audience: str, state: str) -> None:
    """Tasks and facts with the title in them, as the life of a document makes them: approval and review."""
    key = (place.slug, audience, state)
    if state == "review":
        paper = planted.papers[key]
        before, shown = paper.title, planted.word(*key, "task")
        paper.title = shown
        ask_approval(
            Version(
                document=paper,
                **{n: getattr(planted.versions[key], n) for n in ("authority_id", "audience", "id", "major", "minor")},
            )
        )
        paper.title = before
    if state == "published":
        paper = planted.papers[key]
        before = paper.title
        paper.title = planted.word(*key, "task")
        ask_review(paper, clock.today())
        paper.title = before


def _asked(planted: Planted, place: Authority, third: Any) -> None:
    ReadingRequest.objects.create(
        authority=place, audience="requests", number="V-2026-0001", person=third, asked_at=clock.now(), answer_by=clock.today(),
        wanted=planted.word(place.slug, "requests", "asked", "wanted", shown=True),
        purpose=planted.word(place.slug, "requests", "asked", "purpose", shown=True),
    )  # fmt: skip


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Planted]:
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield plant(worlds.build())
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def lists() -> list[Route]:
    """Every page that names no object: lists, search, Vandaag, calendars, forms with their choices, the Logboek."""
    found = [r for r in routes() if r.ours and not NOT_A_PAGE.match(r.pattern) and r.name not in PRINTED]
    return [r for r in found if not re.search(r"<(?!slug:authority>)", r.pattern)]


def asked(where: str) -> Iterator[str]:
    """The ways in which a list can be asked for what it should not show."""
    yield where
    if where.endswith(
        ("/documenten/", "/kennisbank/", "/zoek/", "/afwijkingen/", "/logboek/", "/controleplan/", "/inzage/")
    ):
        for more in (
            "zoek=Lek",
            "q=Lek",
            "export=csv",
            "export=xlsx",
            "status=withdrawn",
            "status=draft",
            "status=asked",
        ):
            yield f"{where}?{more}"
        if where.endswith("/controleplan/"):
            yield f"{where}?zoek=Lek&weergave=tabel"


Key = tuple[str, str, str]


@cache
def get_operations() -> list[tuple[str, str, str]]:
    """Read once: the OpenAPI document takes long to write."""
    return operations()


def addresses(planted: Planted, key: Key, place: str) -> Iterator[str]:
    """The pages of a document: those of its text first."""
    paper, version = planted.papers[key], planted.versions[key]
    home, state = f"/{place}/documenten/{paper.number}/", key[2]
    yield from (home, f"{home}versies/1.0/", f"{home}versies/1.0/html/")
    yield from (f"{home}{part}/" for part in ("geschiedenis", "verschil", "schrijven", "afwijken", "inzage", "mandaat"))
    yield from (
        f"{home}{part}/" for part in ("lezers", "vervangen", "gegevens", "intrekken", "goedkeuren", "publiceren")
    )
    yield from (f"{home}versies/{version.number}/", f"{home}versies/{version.number}/html/")
    if state == "published":
        yield f"{home}versies/1.0/docx/"
    yield f"{home}bijlagen/{planted.files[key].pk}/"
    yield from (f"/{place}/documenten/versie/{version.pk}/", f"/{place}/documenten/stuk/{paper.pk}/")


def reads(planted: Planted, key: Key) -> Iterator[str]:
    """The reads of the API of a document: the document and its version first."""
    ids = {
        "document_id": planted.papers[key].pk,
        "version_id": planted.versions[key].pk,
        "attachment_id": planted.files[key].pk,
    }
    for method, path, _operation in get_operations():
        names = set(re.findall(r"{(\w+)}", path)) - {"authority"}
        if method == "get" and names and names <= set(ids):
            yield re.sub(r"{(\w+)}", lambda m: str({**ids, "authority": "zonderbeke"}[m.group(1)]), path)


def api_lists() -> Iterator[str]:
    """Every list of the API."""
    for method, path, _operation in get_operations():
        where = path.replace("{authority}", "zonderbeke")
        if method == "get" and "{" not in where:
            yield from (where, f"{where}?search=Lek&size=200")


class Walker:
    """Somebody with one role who looks everywhere."""

    def __init__(self, planted: Planted, role: str, extra: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.planted, self.role, self.extra = planted, role, extra
        self.name = f"lezer-{role}-{len(extra)}-{len(planted.world.accounts)}"
        self.person = planted.world.employ(self.name, [role])
        self.client = Client()
        log_in(self.client, planted.world.accounts[self.name])
        self.seen: set[str] = set()

    def look(self, where: str, **headers: str) -> int:
        """One address: no word in the answer that this role may not read."""
        response = self.client.get(where, headers=headers or None)
        self.judge(where, unpacked(response))
        return response.status_code

    def judge(self, where: str, text: str) -> None:
        found = {word for word in SEED.findall(text) if word in self.planted.words}
        self.seen |= found
        leaked = {word for word in found if not may_read(self.planted.words[word], self.role, self.extra)}
        assert not leaked, f"{where} shows {sorted(leaked)} to {self.role}"

    def walk(self) -> None:
        for route in lists():
            pattern = "/" + route.pattern.replace("<slug:authority>", "zonderbeke")
            for where in asked(pattern):
                self.look(where)
        self.look("/zoek/?zoek=Lek")
        for key in self.planted.papers:
            for place in {key[0], "zonderbeke"}:
                self.one(list(addresses(self.planted, key, place)), whole=key[2] == "published")
        for (slug, _), row in self.planted.rows.items():
            for where in (f"/{slug}/afwijkingen/{row.number}/", f"/{slug}/afwijkingen/{row.number}/beslissen/"):
                self.look(where)

    def one(self, pages: list[str], *, whole: bool, **headers: str) -> None:
        """The pages of one document; of one that is shut and that never was published the first few."""
        open_ = [self.look(where, **headers) != 404 for where in pages[:3]]
        if any(open_) or whole:
            for where in pages[3:]:
                self.look(where, **headers)

    def call(self) -> None:
        account = self.planted.world.accounts[self.name]
        _, secret = create_token(self.planted.world.actor(self.name), account=account, name="proef", scopes=["read"])
        for where in api_lists():
            self.look(where, Authorization=f"Bearer {secret}")
        for key in self.planted.papers:
            self.one(list(reads(self.planted, key)), whole=key[2] == "published", Authorization=f"Bearer {secret}")
        for row in self.planted.rows.values():
            self.look(f"/api/v1/authorities/zonderbeke/deviations/{row.pk}", Authorization=f"Bearer {secret}")


def unpacked(response: Any) -> str:
    """The whole answer as text; of a Word file, a spreadsheet or a bundle every part, its properties and names included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = " ".join(f"{name}: {value}" for name, value in response.items())
    if not body.startswith(b"PK"):
        return head + str(body.decode("utf-8", "replace"))
    parts = []
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = [f"{name} {file.read(name).decode('utf-8', 'replace')}" for name in file.namelist()]
    return head + "\n".join(parts)


@pytest.mark.parametrize("role", mostly_slow())
@BARE
def test_no_surface_shows_a_role_what_it_may_not_read(planted: Planted, role: str, db: None) -> None:
    """0 leaks: pages, search, exports, the Logboek with its bundle, Vandaag, API, Word files. And the matrix can fail: what a role may
    read of published documents is found."""
    walker = Walker(planted, role)
    walker.walk()
    walker.call()
    wanted = {
        text
        for text, word in planted.words.items()
        if word.part in {"title", "content"} and word.state == "published" and may_read(word, role)
    }
    assert not wanted - walker.seen, f"{role} does not find {sorted(wanted - walker.seen)}"


def let_in(planted: Planted, walker: Walker, audience: str, kind: str) -> None:
    now = clock.now()
    with gate.opened(), scope(planted.world.system, [planted.world.zonderbeke]):
        paper = planted.papers["zonderbeke", audience, "published"]
        if kind == "meeting":
            Document.objects.filter(pk=paper.pk).update(
                papers_from=now - timedelta(hours=1), papers_until=now + timedelta(hours=1)
            )
            return
        Inspection.objects.create(
            authority=planted.world.zonderbeke, audience=audience, document=paper, kind=kind, person=walker.person,
            opened_at=now - timedelta(minutes=1), entered_at=now if kind == "onsite" else None, closes_at=now + timedelta(minutes=40),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "audience", "kind"),
    [
        ("councillor", "plan_general", "onsite"),
        ("councillor", "plan_technical", "onsite"),  # after an answered request
        ("external_auditor", "plan_technical", "mandate"),
        ("councillor", "annual_report", "meeting"),
    ],
)
@BARE
def test_a_temporary_reader_sees_that_document_and_nothing_else(
    planted: Planted, role: str, audience: str, kind: str, db: None
) -> None:
    """The published text of one document: no draft of it, no file unless it lies before a meeting, and no other document."""
    walker = Walker(planted, role, frozenset({(audience, "published")}))
    let_in(planted, walker, audience, kind)
    home = f"/zonderbeke/documenten/{planted.papers['zonderbeke', audience, 'published'].number}/"
    if kind != "meeting":
        assert walker.look(home) == 200
        for form in ("pdf", "docx", "html"):
            assert walker.look(f"{home}versies/1.0/{form}/") == 404
        assert planted.word("zonderbeke", audience, "published", "content", shown=True) in walker.seen
        walker.walk()
        walker.call()
    else:
        text = unpacked(walker.client.get(home))
        told = {planted.words[word].part for word in SEED.findall(text) if word in planted.words}
        assert {"title", "content"} <= told <= {"title", "content", "decision", "changes", "filename", "filelabel"}


@BARE
def test_another_authority_sees_nothing(planted: Planted, db: None) -> None:
    """Officer, director and DPO of Lissegem at once: not one word of Zonderbeke."""
    planted.world.employ("vreemd", ["security_officer", "general_director", "dpo"], planted.world.lissegem)
    client = Client()
    client.force_login(planted.world.accounts["vreemd"], backend=BACKEND)
    found = set()
    for route in lists():
        for slug in ("zonderbeke", "lissegem"):
            for where in asked("/" + route.pattern.replace("<slug:authority>", slug)):
                found |= set(SEED.findall(unpacked(client.get(where))))
    for key in planted.papers:
        for place in ("zonderbeke", "lissegem"):
            for where in addresses(planted, key, place):
                found |= set(SEED.findall(unpacked(client.get(where))))
    seen = {planted.words[word].slug for word in found if word in planted.words}
    assert seen == {"lissegem"}


def test_mails_and_error_pages_hold_no_word(planted: Planted, db: None, mailoutbox: list[Any]) -> None:
    """Every mail that the jobs send, and the real 404 of a refused document beside that of an absent one."""
    for job in jobs():
        if job.name in {
            "handlers",
            "reminders",
            "deviations",
            "document-reviews",
            "meeting-invitations",
            "clock-warnings",
        }:
            job.run()
    shut = {text for text, word in planted.words.items() if word.audience not in {"policy", "kb_public"}}
    for message in mail.outbox:
        told = " ".join([message.subject, str(message.body), *(str(part) for part in message.attachments)])
        assert not set(SEED.findall(told)) & shut, message.subject
    walker = Walker(planted, "staff")
    for audience in AUDIENCES:
        number = planted.papers["zonderbeke", audience, "draft"].number
        refused = text_of(walker.client.get(f"/zonderbeke/documenten/{number}/"))
        absent = text_of(walker.client.get("/zonderbeke/documenten/ZZZ-0001/"))
        assert refused.replace(number, "ZZZ-0001") == absent
