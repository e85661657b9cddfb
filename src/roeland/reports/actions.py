"""Every write of this room. A report is begun, written, frozen once, and offered to the council."""

from datetime import date

from django.utils.translation import gettext as _

from roeland.documents.render import Document, Printed, document_to_data, print_pdf
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Denied
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.reports import layout, sections, store
from roeland.reports.facts import ReportFrozen, ReportOffered, ReportPrinted, ReportStarted, ReportWritten
from roeland.reports.figures import digest
from roeland.reports.models import FrozenFigure, FrozenPart, Report, ReportText
from roeland.reports.queries import proof, reports
from roeland.reports.rules import P, may_change, may_offer, names_in
from roeland.reports.sections import Brief
from roeland.reports.values import Kind, Part, Status

MOST_PAGES = 8  # of the public part: what a council reads
LONGEST = 6000
FIRST_YEAR = 2000


@action(P.PREPARE, ReportStarted)
def start(actor: Actor, *, authority: Authority, year: int) -> Report:
    """Begin the annual report of a year. Refused when there is one or when the year still has to come."""
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Invalid({"year": [_("Kies een jaar dat begonnen is.")]})
    if reports.report(authority, year) is not None:
        raise Refused(_("Er is al een verslag over dat jaar."))
    row = Report.objects.create(
        authority=authority,
        audience="annual_report",
        kind=Kind.ANNUAL,
        year=year,
        status=Status.DRAFT,
        started_at=clock.now(),
    )
    state(ReportStarted(about=row, year=year))
    return row


@action(P.PREPARE, ReportWritten, rule=may_change)
def write(actor: Actor, *, report: Report, section: str, text: str) -> ReportText:
    """Write the text of a section; an empty text takes it away. Refused once frozen.

    Whether the text is confidential follows from the section, never from the writer.
    """
    known = {item.key: item for item in sections.SECTIONS if item.hint}
    if section not in known:
        raise Invalid({"section": [_("In dit deel valt niets te schrijven.")]})
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Invalid(
            {
                "text": [
                    _("Hou het onder %(longest)s tekens. Dit zijn er %(len)s.") % {"longest": LONGEST, "len": len(text)}
                ]
            }
        )
    fresh = _locked(report)
    confidential = known[section].confidential_only
    row, _created = ReportText.objects.update_or_create(
        authority_id=fresh.authority_id,
        report=fresh,
        section=section,
        confidential=confidential,
        defaults={"text": text, "written_at": clock.now(), "audience": "reports" if confidential else "annual_report"},
    )
    state(ReportWritten(about=fresh, year=fresh.year, section=known[section].title, confidential=confidential))
    return row


@action(P.FREEZE, ReportFrozen, rule=may_change)
def freeze(actor: Actor, *, report: Report) -> Report:
    """Freeze the figures: sign a checkpoint, count every figure, print every part, keep all of it for ever.

    Refused the second time, when the public part is longer than eight pages, and when a public text names a person, a small
    team, a finding or a late task (the reason says which section and which name). The checkpoint covers the entries that were
    committed before this verb: freeze in a transaction of its own.
    """
    fresh = _locked(report)
    moment = clock.now().replace(microsecond=0)
    held = proof.sign(fresh.authority)
    brief = reports.brief(fresh.authority, fresh.year, report=fresh, as_of=moment, proof=held, frozen_at=moment)
    _refuse_names(brief, fresh.authority)
    printed = {part: _print(brief, part) for part in Part}
    parts = {part.value: _keep(fresh, part, *made) for part, made in printed.items()}
    _keep_figures(fresh, brief, held.size)
    fresh.status = Status.FROZEN
    fresh.frozen_at, fresh.frozen_by = moment, actor.ledger_id(fresh.authority_id)
    fresh.origin, fresh.tree_size, fresh.root = held.origin, held.size, held.root
    fresh.checkpoint, fresh.key = held.checkpoint, held.key
    fresh.save()
    state(ReportFrozen(about=fresh, year=fresh.year, tree_size=held.size, root=held.root, parts=parts))
    return fresh


@action(P.OFFER, ReportOffered, rule=may_offer)
def offer(actor: Actor, *, report: Report, since: date, until: date) -> Report:
    """Lay a frozen report before the council: councillors read its public part from `since` until the meeting on `until`."""
    if until < since:
        raise Invalid({"until": [_("De zitting komt na het versturen van de stukken.")]})
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    fresh.council_from, fresh.council_until = since, until
    fresh.save()
    state(ReportOffered(about=fresh, year=fresh.year, since=since, until=until))
    return fresh


@action(P.PRINT, ReportPrinted)
def record_print(
    actor: Actor, *, authority: Authority, year: int, part: Part, user: str, frozen: bool, form: str = "pdf"
) -> None:
    """State that somebody with a shell made a file of a part (`form`: pdf, docx); `user` is the operating-system user."""
    state(ReportPrinted(about=authority, year=year, part=part.label, user=user, frozen=frozen, form=form))


def _locked(report: Report) -> Report:
    fresh: Report = Report.objects.select_for_update(of=("self",)).select_related("authority").get(pk=report.pk)
    decision = may_change(Actor.system("reports"), report=fresh)
    if isinstance(decision, Denied):
        raise Refused(decision.reason)
    return fresh


def _refuse_names(brief: Brief, authority: Authority) -> None:
    names, titles = reports.names_to_keep_out(authority), reports.titles_to_keep_out(brief)
    found = names_in(brief.narrative.public, names, titles)
    if found:
        told = "; ".join(f"{sections.by_key(key).title}: {', '.join(names)}" for key, names in sorted(found.items()))
        raise Refused(
            _(
                "Het openbaar deel noemt iets of iemand bij naam. Haal dit weg of verplaats het naar Open punten. %(told)s."
            )
            % {"told": told}
        )


def _print(brief: Brief, part: Part) -> tuple[Document, Printed]:
    document = layout.document(brief, part)
    printed = print_pdf(document)
    if part is Part.PUBLIC and printed.pages > MOST_PAGES:
        raise Refused(
            _("Het openbaar deel telt %(pages)s pagina's. Kort de teksten in tot hoogstens %(most)s.")
            % {"pages": printed.pages, "most": MOST_PAGES}
        )
    return document, printed


def _keep(report: Report, part: Part, document: Document, printed: Printed) -> str:
    sha256 = store.put(printed.content)
    FrozenPart.objects.create(
        authority_id=report.authority_id,
        audience=part.audience,
        report=report,
        part=part,
        document=document_to_data(document),
        sha256=sha256,
        size=len(printed.content),
        pages=printed.pages,
    )
    return sha256


def _keep_figures(report: Report, brief: Brief, size: int) -> None:
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            authority_id=report.authority_id,
            audience="annual_report",
            report=report,
            key=value.key,
            title=value.title,
            unit=value.unit,
            definition=value.definition,
            query=value.query,
            version=value.version,
            arguments=dict(value.arguments),
            value=value.value,
            previous=value.previous,
            ids=[str(item) for item in value.ids],
            ids_sha256=digest(value.ids),
            tree_size=size,
            position=position,
        )
        for position, value in enumerate(brief.figures.values())
    )
