"""Plants the matrix: every circle of readers x every state of a document in one authority, two circles in another, one of everything
else in both, and what verbs of other rooms make of all that (a meeting with its agenda, a management report)."""

from datetime import timedelta
from typing import Any

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
from roeland.duties.models import Task
from roeland.governance.actions.management import begin_report
from roeland.kernel import clock, gate
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.knowledge import actions as knowledge
from roeland.meetings.actions import planning
from roeland.people.models import BodyMembership
from tests import world as worlds
from tests.conformance import readers_things, things
from tests.conformance.leaks.words import STATES, Key, Sown

NOBODY = "platform_operator"  # approves these documents: it reads nothing, so no approver is among the readers


def sow() -> Sown:
    """Sixteen circles x four states in Zonderbeke, two circles in Lissegem."""
    world = worlds.build()
    sown = Sown(world, *things.make(world))
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
                        _plant(sown, place, (place.slug, audience, state), number, third)
                    _live(sown, (place.slug, audience, state))
            with gate.opened():
                _asked(sown, place, third)
            knowledge.rebuild(world.system, authority=place)
    _made_by_verbs(sown)
    return sown


def _plant(sown: Sown, place: Authority, key: Key, number: int, third: Any) -> None:
    now, today, (_, audience, state) = clock.now(), clock.today(), key
    out = state == "published"
    row: dict[str, Any] = {"authority": place, "audience": audience}

    def word(part: str, *, shown: bool = False) -> str:
        return sown.word(key, part, shown=shown)

    paper = Document.objects.create(
        number=f"{CIRCLES[audience][0]}-{number + (50 if place.slug == 'lissegem' else 0):04d}",
        kind="plan",
        title=word("title", shown=out),
        approve_role=NOBODY,
        status={"review": "draft"}.get(state, state),
        made_at=now,
        withdrawn_reason=word("reason") if state == "withdrawn" else "",
        review_due=today + timedelta(days=10) if out else None,
        **row,
    )
    first = _first(sown, key, paper, row)
    sown.papers[key] = paper
    sown.made[key] = {"document": paper}
    if out:  # the next one: an uploaded file of which the text was taken
        paper.current = first
        paper.save()
        following = Version.objects.create(
            document=paper, major=1, minor=1, status="draft", text=word("extracted"), file_sha256="2" * 64,
            file_name=word("upload"), file_type="application/pdf", file_size=1, made_at=now, based_on=first, **row,
        )  # fmt: skip
        _beside(sown, key, paper, row, third, number)
    else:
        following = first
    Revision.objects.create(version=following, number=1, text=word("saving"), at=now, **row)
    sown.versions[key] = following
    sown.files[key] = Attachment.objects.create(
        version=following, name=word("draftfile"), label=word("draftlabel"), sha256="3" * 64, size=1, media_type="text/plain",
        at=now, **row,
    )  # fmt: skip
    sown.made[key] |= {
        "version": following,
        "attachment": sown.files[key],
        "comment": Comment.objects.create(version=following, text=word("remark"), quote=word("quote"), at=now, **row),
    }


def _first(sown: Sown, key: Key, paper: Document, row: dict[str, Any]) -> Version:
    """The first version, with an attachment."""
    now, today, state = clock.now(), clock.today(), key[2]
    out, approved = state == "published", state in {"published", "withdrawn"}

    def word(part: str) -> str:
        return sown.word(key, part, shown=out)

    content = document_to_data(
        Paper(
            title=paper.title,
            authority=paper.authority.name,
            tlp=Tlp.AMBER,
            status="versie 1.0",
            moment=now,
            blocks=(Heading("Kop", 1, "kop"), paragraph(word("content"))),
        )
    )
    first = Version.objects.create(
        document=paper,
        major=1,
        status="published" if approved else state,
        text=f"# Kop\n\n{word('text')}\n",
        made_at=now,
        content=content if approved else None,
        approved_on=today if approved else None,
        published_at=now if approved else None,
        sha256="0" * 64 if state != "draft" else "",
        decision=word("decision"),
        changes=word("changes"),
        submitted_at=now,
        **row,
    )
    Attachment.objects.create(
        version=first, name=word("filename"), label=word("filelabel"), sha256="1" * 64, size=1, media_type="text/plain",
        at=now, **row,
    )  # fmt: skip
    return first


def _beside(sown: Sown, key: Key, paper: Document, row: dict[str, Any], third: Any, number: int) -> None:
    """Two deviations, one that runs and one that is asked, and an appointment to read."""
    today, letters = clock.today(), CIRCLES[key[1]][0]
    for kind, more, before, shown in (
        (readers_things.RUNNING, 0, "", True),
        (readers_things.ASKED, 90, "asked", False),
    ):
        sown.made[key][kind] = Deviation.objects.create(
            document=paper, number=f"AFW-{letters}-{number + more:04d}", asked_by=third, asked_on=today, starts=today,
            rule=sown.word(key, f"{before}rule", shown=shown), reason=sown.word(key, f"{before}why", shown=shown),
            compensation=sown.word(key, f"{before}comp", shown=shown), ends=today + timedelta(days=0 if before else 20),
            status=before or "approved", **row,
        )  # fmt: skip
    sown.rows[key[0], key[1]] = sown.made[key][readers_things.ASKED]
    sown.made[key][readers_things.INSPECTED] = Inspection.objects.create(
        document=paper, kind="onsite", person=third, reason=sown.word(key, "inspection"),
        appointed_at=clock.now() + timedelta(days=1), **row,
    )  # fmt: skip


def _live(sown: Sown, key: Key) -> None:
    """Tasks and facts with the title in them, as the life of a document makes them: approval and review."""
    paper = sown.papers[key]
    if key[2] not in {"review", "published"}:
        return
    before, paper.title = paper.title, sown.word(key, "task")
    if key[2] == "review":
        names = ("authority_id", "audience", "id", "major", "minor")
        ask_approval(Version(document=paper, **{name: getattr(sown.versions[key], name) for name in names}))
    else:
        ask_review(paper, clock.today())
    paper.title = before


def _asked(sown: Sown, place: Authority, third: Any) -> None:
    key = (place.slug, "requests", "asked")
    ReadingRequest.objects.create(
        authority=place, audience="requests", number="V-2026-0001", person=third, asked_at=clock.now(), answer_by=clock.today(),
        wanted=sown.word(key, "wanted", shown=True), purpose=sown.word(key, "purpose", shown=True),
    )  # fmt: skip


def _made_by_verbs(sown: Sown) -> None:
    """Rooms that gather what is open copy words: a meeting is convened with its agenda and announced, a management report begun."""
    world, place, today = sown.world, sown.world.zonderbeke, clock.today()
    dina, body = world.actor("dina"), sown.own.meetings["meeting"].body
    with scope(world.system, [place]), gate.opened():
        BodyMembership.objects.create(
            authority=place, audience="mandates", body=body, person=world.person("dina"), chairs=True, start=today
        )
    with scope(dina, [place]):
        meeting = planning.convene(
            dina, body=body, audience="minutes_service", starts_at=clock.now() + timedelta(days=3), place="Zaal"
        )
        planning.announce(dina, meeting=meeting)
        report = begin_report(dina, authority=place, title="Kwartaal", first=today.replace(day=1), last=today)
    sown.made_by_verbs = [
        f"/zonderbeke/vergaderingen/{meeting.pk}/",
        f"/zonderbeke/vergaderingen/{meeting.pk}/scherm/",
        f"/zonderbeke/managementverslag/{report.pk}/",
    ]


def relieve(sown: Sown) -> None:
    """Let another role approve, so that the one who did can be walked as well: it reads nothing then."""
    with scope(sown.world.system, [sown.world.zonderbeke, sown.world.lissegem]), gate.opened():
        Document.objects.filter(approve_role=NOBODY).update(approve_role="supplier")
        Task.objects.filter(lead_role=NOBODY).update(lead_role="supplier")
