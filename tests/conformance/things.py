"""One real object of every kind in an authority, with a word of its own in every text field.

Words are `Zaad` + authority + kind + audience + field + `q`. `may_read` says, from roles.yaml and by hand, which role reads which
word: it asks neither `visible()` nor a predicate of a model, because those are what is tested.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from roeland.duties import actions as duties
from roeland.duties.models import Clock, CostLine, Duty, Finding, Task
from roeland.kernel import clock, gate
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Mode
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.people.actions import create_token
from roeland.people.models import (
    Absence,
    ApiToken,
    Body,
    BodyMembership,
    ClosingDay,
    LegalEntity,
    Mandate,
    Person,
    Replacement,
    Team,
    TeamMembership,
)
from roeland.reports import actions as reports
from roeland.reports.models import Report
from tests.conformance import (
    acceptance_things,
    documents_things,
    governance_things,
    logs_things,
    meetings_things,
    packs_things,
    projects_things,
    visits_things,
)
from tests.world import World

OPEN, SHUT = "control_plan", "forensic"  # dpo, director and service member read the first only; staff neither
LEADS = "supplier"  # the role that leads the shut duty: it sees that duty and nothing else
SEED = re.compile(r"Zaad[a-z]+q")
SHOWN_BY_SUMMARY = {"team", *governance_things.SUMMARY, *logs_things.SUMMARY}  # names of services are no secret
PREPARES = {"deputy_security_officer", "general_director", "security_officer"}  # drafts, by rights.csv


@dataclass(frozen=True)
class Seed:
    """Where a word was planted."""

    slug: str
    kind: str
    audience: str


@dataclass
class Things:
    """The objects of one authority; `task`, `duty`, `finding`, `files`, `texts`, `entries` are by audience."""

    authority: Authority
    third: str
    words: dict[str, Seed] = field(default_factory=dict)
    task: dict[str, Task] = field(default_factory=dict)
    duty: dict[str, Duty] = field(default_factory=dict)
    finding: dict[str, Finding] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    request: Any = None  # of reading, by the third person
    governance: dict[str, Any] = field(default_factory=dict)
    meetings: dict[str, Any] = field(default_factory=dict)
    visits: dict[str, Any] = field(default_factory=dict)
    packs: dict[str, Any] = field(default_factory=dict)
    acceptance: dict[str, Any] = field(default_factory=dict)
    projects: dict[str, Any] = field(default_factory=dict)
    logs: dict[str, Any] = field(default_factory=dict)
    clock: Clock = field(init=False)
    cost: CostLine = field(init=False)
    person: Person = field(init=False)
    team: Team = field(init=False)
    body: Body = field(init=False)
    member: BodyMembership = field(init=False)
    mandate: Mandate = field(init=False)
    replacement: Replacement = field(init=False)
    absence: Absence = field(init=False)
    closing_day: ClosingDay = field(init=False)
    report: Report = field(init=False)
    token: ApiToken = field(init=False)

    def word(self, kind: str, audience: str, name: str) -> str:
        """A new word, remembered with where it stands."""
        found = "Zaad" + re.sub(r"[^a-z]", "", f"{self.authority.slug[:3]}{kind}{audience}{name}") + "q"
        seed = Seed(self.authority.slug, kind, audience)
        assert self.words.setdefault(found, seed) == seed
        return found


def may_read(seed: Seed, role: str, slug: str) -> bool:
    """Whether somebody with `role` in the authority `slug`, involved in nothing, may ever read this word."""
    modes = RIGHTS.of([role]).modes.get(seed.audience, frozenset())
    full = any(mode.full for mode in modes)
    if seed.slug != slug:
        return False
    if seed.kind in {"name", logs_things.TOLD}:  # colleagues know each other's names
        return True
    if seed.kind in documents_things.KINDS:
        return documents_things.may(seed.kind, role, modes)
    if seed.kind == acceptance_things.LED:
        return acceptance_things.may(role, modes)
    if seed.kind == "draft":
        return role in PREPARES
    led = seed.kind == "duty" and seed.audience == SHUT and role == LEADS
    return led or full or (seed.kind in SHOWN_BY_SUMMARY and Mode.SUMMARY in modes)


def seeds_in(text: str) -> set[str]:
    return set(SEED.findall(text))


def make(world: World) -> tuple[Things, Things]:
    """The things of Zonderbeke and of Lissegem; what they are differs in nothing but names and numbers."""
    made = [Things(world.zonderbeke, "derdez"), Things(world.lissegem, "derdel")]
    for things, (first, year, role) in zip(made, ((7000, 2024, "hr"), (8000, 2023, "finance_director")), strict=True):
        place = things.authority
        things.person = world.employ(things.third, ["staff"], place)
        with scope(world.system, [place]):
            with gate.opened():
                _people(things, role)
                _everywhere(things, first)
                for number, audience in enumerate((OPEN, SHUT), start=first + 900):
                    _plan(things, audience, number)
                _others(things)
                documents_things.plant(things)
                governance_things.plant(things)
                meetings_things.plant(things)
                visits_things.plant(things)
                packs_things.plant(things)
                acceptance_things.plant(things)
                projects_things.plant(things)
                logs_things.plant(things)
            _stated(world, things, year)
    return made[0], made[1]


def _people(t: Things, role: str) -> None:
    place, today = t.authority, clock.today()
    for name in ("phone", "personnel_number", "job_title"):
        setattr(t.person, name, t.word("person", "persons", name))
    t.person.family_name = t.word("name", "persons", "family")
    t.person.save()
    t.team = Team.objects.create(authority=place, audience="persons", name=t.word("team", "persons", "name"))
    TeamMembership.objects.create(authority=place, audience="persons", person=t.person, team=t.team, start=today)
    t.body = Body.objects.create(
        authority=place, audience="mandates", kind="special_committee", name=t.word("body", "mandates", "name")
    )
    dated: dict[str, Any] = {"authority": place, "audience": "mandates", "person": t.person, "start": date(2024, 1, 1)}
    t.member = BodyMembership.objects.create(body=t.body, **dated)
    t.mandate = Mandate.objects.create(
        role="document_owner", decision=t.word("mandate", "mandates", "decision"), end=date(2024, 12, 31), **dated
    )
    t.replacement = Replacement.objects.create(role=role, rank=2, **dated)
    t.absence = Absence.objects.create(**dated | {"start": today + timedelta(days=200)})
    LegalEntity.objects.create(
        authority=place, audience="settings", kind="ocmw", name=t.word("entity", "settings", "name"), kbo="0123456749"
    )
    t.closing_day = ClosingDay.objects.create(
        authority=place,
        audience="settings",
        day=today + timedelta(days=30),
        name=t.word("closing", "settings", "name"),
    )


def _task(t: Things, audience: str, number: int, kind: str, **more: Any) -> Task:
    today = clock.today()
    found: Task = Task.objects.create(
        authority=t.authority,
        audience=audience,
        title=t.word(kind, audience, "title"),
        number=f"T-2026-{number}",
        due=today,
        original_due=today,
        limit=today,
        created_at=clock.now(),
        status="open",
        **more,
    )
    return found


def _everywhere(t: Things, first: int) -> None:
    """A task and a finding in every audience: so no list, search or export mixes two."""
    for number, audience in enumerate(sorted(RIGHTS.resources), start=first):
        _task(t, audience, number, "spread")
        Finding.objects.create(
            authority=t.authority,
            audience=audience,
            title=t.word("spreadfinding", audience, "title"),
            severity="high",
            opened_on=clock.today(),
        )


def _plan(t: Things, audience: str, number: int) -> None:
    """A duty, its task on the third person's name with every text filled, and a finding there."""
    t.duty[audience] = Duty.objects.create(
        authority=t.authority,
        audience=audience,
        title=t.word("duty", audience, "title"),
        group="control",
        rule="FREQ=MONTHLY",
        start=clock.today(),
        lead_role=LEADS if audience == SHUT else "security_officer",
        status="active",
        adopted_on=clock.today(),
        grounds=[],
        **{name: t.word("duty", audience, name) for name in ("instruction", "separation_reason", "adapted_reason")},
    )
    filled = ("instruction", "note", "skip_reason", "reject_reason", "postpone_reason")
    t.task[audience] = _task(
        t,
        audience,
        number,
        "task",
        duty=t.duty[audience],
        key=clock.today(),
        assignee=t.person,
        restricted=audience == SHUT,
        **{name: t.word("task", audience, name) for name in filled},
    )
    t.finding[audience] = Finding.objects.create(
        authority=t.authority,
        audience=audience,
        severity="high",
        opened_on=clock.today(),
        task=t.task[audience],
        **{name: t.word("finding", audience, name) for name in ("title", "description", "closing_note")},
    )


def _others(t: Things) -> None:
    now = clock.now()
    t.clock = Clock.objects.create(
        authority=t.authority,
        audience="breach",
        clock_id="gdpr-33-regulator",
        basis="awareness",
        started_at=now,
        due_at=now + timedelta(hours=72),
        status="running",
        **{name: t.word("clock", "breach", name) for name in ("title", "pause_reason", "decision_reason", "advice")},
    )
    t.cost = CostLine.objects.create(
        authority=t.authority,
        audience="money",
        subject_kind="duties.task",
        subject_id=t.task[OPEN].pk,
        title=t.word("cost", "money", "title"),
        kind="once",
        amount=1,
        first=date(2026, 1, 1),
    )


def _stated(world: World, t: Things, year: int) -> None:
    """What the verbs make, so that its words stand in the ledger too: said and shown by the third person, noted by the officer."""
    third, dina = world.actor(t.third), world.actor("dina")
    for audience, task in t.task.items():

        def word(name: str, audience: str = audience) -> str:
            return t.word("task", audience, name)

        t.texts[audience] = duties.attach_text(third, task=task, text=word("evidencetext"), label=word("textlabel"))
        t.files[audience] = duties.attach_file(
            third,
            task=task,
            file=BytesIO(word("content").encode()),
            name=f"{word('filename')}.txt",
            label=word("filelabel"),
        )
        duties.comment(third, task=task, text=word("comment"))
        found = LedgerEntry.everything.filter(authority_id=t.authority.pk, object_id=task.pk).order_by("-idx").first()
        assert found is not None
        t.entries[audience] = found.idx
    duties.note_clock(dina, clock=t.clock, text=t.word("clock", "breach", "event"))
    t.report = reports.start(dina, authority=t.authority, year=year)
    reports.write(dina, report=t.report, section="samenvatting", text=t.word("draft", "annual_report", "public"))
    reports.write(dina, report=t.report, section="open-punten", text=t.word("draft", "annual_report", "annex"))
    account = world.accounts[t.third]
    t.token, _secret = create_token(third, account=account, name=t.word("token", "settings", "name"), scopes=["read"])
