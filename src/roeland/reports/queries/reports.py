"""Reports, their texts and frozen parts, as the reader in scope may see them; and the brief that a document is made of."""

from collections.abc import Iterable
from datetime import datetime

from roeland.documents.render import document_from_data
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.people.models import AuthorityProfile, LegalEntity, Person, Team, TeamMembership
from roeland.reports import store
from roeland.reports.models import FrozenPart, Report, ReportText
from roeland.reports.plan import Outcome, counted
from roeland.reports.queries import figures, plan
from roeland.reports.sections import Brief
from roeland.reports.values import SMALLEST_GROUP, Kind, Narrative, Part, Period, Proof, Status
from roeland.reports.word import word

ENTITY_ORDER = {"municipality": "gemeente", "ocmw": "OCMW"}


def reports(authorities: Iterable[Authority] | None = None) -> list[Report]:
    """Annual reports in scope, newest first, with their authority."""
    rows = Report.objects.filter(kind=Kind.ANNUAL).select_related("authority").order_by("authority__name", "-year")
    return list(rows if authorities is None else rows.filter(authority__in=authorities))


def report(authority: Authority, year: int) -> Report | None:
    """The annual report of a year, or None when there is none (for this reader)."""
    found: Report | None = Report.objects.filter(authority=authority, kind=Kind.ANNUAL, year=year).first()
    return found


def parts(report: Report) -> dict[Part, FrozenPart]:
    """The frozen parts that the reader may see."""
    return {Part(row.part): row for row in FrozenPart.objects.filter(report=report).defer("document")}


def part(report: Report, which: Part) -> FrozenPart | None:
    """One frozen part with its document, or None when there is none for this reader."""
    found: FrozenPart | None = FrozenPart.objects.filter(report=report, part=which).first()
    return found


def pdf(row: FrozenPart) -> bytes:
    """The bytes that were frozen. Raises store.Damaged when they are gone or changed."""
    return store.get(row.sha256)


def paper(row: FrozenPart) -> bytes:
    """The Word file of a frozen part: its words, with the SHA-256 of the PDF that is the frozen one."""
    return word(document_from_data(row.document), row.sha256)


def texts(report: Report | None) -> Narrative:
    """What the officer wrote. Read with the rights of the system: a document must not depend on who makes it."""
    if report is None:
        return Narrative()
    with plan.as_system(report.authority):
        rows = list(ReportText.objects.filter(report=report))
    return Narrative(
        public={row.section: row.text for row in rows if not row.confidential},
        annex={row.section: row.text for row in rows if row.confidential},
    )


def brief(
    authority: Authority,
    year: int,
    *,
    report: Report | None = None,
    as_of: datetime | None = None,
    proof: Proof | None = None,
    frozen_at: datetime | None = None,
) -> Brief:
    """Everything a document of this year is made of, counted at `as_of` (default: now, to the second)."""
    period = Period(year, as_of or clock.now().replace(microsecond=0))
    material = figures.material(authority, period)
    values = figures.count_all(authority, material)
    with plan.as_system(authority):
        demo = AuthorityProfile.objects.filter(authority=authority, is_demo=True).exists()
        kinds = set(LegalEntity.objects.filter(authority=authority).values_list("kind", flat=True))
    entities = " en ".join(word for kind, word in ENTITY_ORDER.items() if kind in kinds)
    return Brief(
        authority=f"{authority.name}, {entities}" if entities else authority.name,
        material=material,
        figures={value.key: value for value in values},
        narrative=texts(report),
        proof=proof,
        frozen_at=frozen_at,
        demo=demo,
        costs=plan.costs(authority, year),
    )


def proof_of(report: Report) -> Proof | None:
    """What a frozen report can be held against."""
    if report.status != Status.FROZEN or report.tree_size is None:
        return None
    return Proof(report.origin, report.tree_size, report.root, report.checkpoint, report.key)


def names_to_keep_out(authority: Authority) -> set[str]:
    """Who may not be named in a public text: people and teams under five."""
    with plan.as_system(authority):
        people = list(Person.objects.filter(authority=authority).values_list("given_name", "family_name"))
        sizes = dict.fromkeys(Team.objects.filter(authority=authority).values_list("name", flat=True), 0)
        for name in TeamMembership.objects.filter(team__authority=authority, end=None).values_list(
            "team__name", flat=True
        ):
            sizes[name] = sizes.get(name, 0) + 1
    names = {f"{given} {family}" for given, family in people} | {family for _, family in people}
    return names | {name for name, size in sizes.items() if size < SMALLEST_GROUP}


def titles_to_keep_out(brief: Brief) -> set[str]:
    """What may not be named in a public text: findings and late tasks."""
    late = counted(brief.material.plan, Outcome.OVERDUE, Outcome.LATE, Outcome.IN_REVIEW)
    found = {name for unit in late for task in unit.tasks for name in (task.title, task.label)}
    return found | {fact.title for fact in brief.material.findings}
