"""The tables of the web door: what a room offers to the pages of others. An absent room leaves its place empty."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from roeland.acceptance import offers as acceptance
from roeland.acceptance.web import document_page as acceptance_pages
from roeland.documents import blocks, reader_offers
from roeland.documents import offers as documents
from roeland.documents.queries import find as find_in_documents
from roeland.documents.queries import url as document_url
from roeland.documents.web import registry as document_pages
from roeland.duties import providers
from roeland.duties.models import Clock
from roeland.duties.queries.tasks import open_items_of, search
from roeland.duties.queries.worklist import waiting
from roeland.governance.offers import advice as governance_advice
from roeland.governance.offers import clocks as governance_clocks
from roeland.governance.offers import contacts as governance_contacts
from roeland.governance.offers import signing as governance_signing
from roeland.governance.offers import trainings as governance_training
from roeland.governance.queries import advice as governance_advices
from roeland.governance.queries import contacts as governance_messages
from roeland.governance.queries import trainings as governance_trainings
from roeland.kernel import clock, offers
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.knowledge.web import views as knowledge
from roeland.ledger import queries as ledger
from roeland.logs import offers as logs
from roeland.logs.queries import cases as log_cases
from roeland.logs.queries import records as log_records
from roeland.logs.queries import sources as log_sources
from roeland.meetings import offers as meetings
from roeland.people import leaving
from roeland.people.actors import actor_for
from roeland.people.models import Account, Person
from roeland.people.queries import demo, search_persons
from roeland.people.web import panels
from roeland.projects import offers as projects
from roeland.projects.queries import portfolio
from roeland.reports.queries import records
from roeland.ui import dates
from roeland.visits import offers as visits

MOST = 10  # hits of one kind
AHEAD = timedelta(days=14)  # tasks counted on the log-in page of a demonstration
Hit = tuple[str, str, str]


def find_persons(_actor: Actor, wanted: str) -> list[Hit]:
    """Persons whose page the actor may open."""
    return [
        (str(p), f"/{p.authority.slug}/personen/{p.pk}/", f"{p.job_title or 'persoon'}, {p.authority.name}")
        for p in search_persons(wanted, clock.today(), MOST)
    ]


def find_tasks(_actor: Actor, wanted: str) -> list[Hit]:
    """Tasks in sight."""
    return [(str(t), f"/{t.authority.slug}/taken/{t.number}/", t.authority.name) for t in search(wanted, MOST)]


def find_documents(_actor: Actor, wanted: str) -> list[Hit]:
    """Documents in sight, by title or number."""
    return [(d.title, document_url(d), f"{d.number}, {d.authority.name}") for d in find_in_documents(wanted, MOST)]


def find_projects(_actor: Actor, wanted: str) -> list[Hit]:
    """Projects in sight, by title or number."""
    return [(p.title, projects.address(p), f"{p.number}, {p.authority.name}") for p in portfolio.find(wanted, MOST)]


__all__ = ["COUNTS", "FINDERS", "waiting"]  # waiting: the count beside Vandaag

# Path of an entry in the side bar -> how many things of that room wait for this person, in the authorities in scope.
COUNTS: dict[str, Callable[[Actor], int]] = {"logcontrole/": log_cases.waiting}

# (group, finder(actor, wanted) -> (label, url, second line)): what *Zoek of ga naar* finds.
FINDERS: tuple[tuple[str, Callable[[Actor, str], Iterable[Hit]]], ...] = (
    ("Personen", find_persons),
    ("Taken", find_tasks),
    ("Documenten", find_documents),
    ("Projecten", find_projects),
)


def actor_names(ids: Sequence[UUID]) -> dict[UUID, str]:
    """How the Logboek calls the persons in sight; the ledger itself knows them by uuid only."""
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=ids)}


ledger.NAMES[:] = [actor_names]

# Records of upper rooms that can be evidence of a duty, or close it by themselves.
providers.register(records.PROVIDER)
providers.register(governance_messages.PROVIDER)
providers.register(governance_advices.PROVIDER)
providers.register(governance_trainings.PROVIDER)
providers.register(portfolio.PROVIDER)
providers.register(log_sources.PROVIDER)
for _provider in documents.PROVIDERS:
    providers.register(_provider)

# What waits for a signature.
offers.SIGNING.wire("documents", documents.to_sign)

# Readings by appointment and late requests on Vandaag; deviations that ask a decision.
offers.TODAY.wire("readings", reader_offers.today)
offers.SIGNING.wire("deviations", reader_offers.signing)
offers.AGENDA.wire("deviations", reader_offers.agenda)
offers.AGENDA.wire("requests", reader_offers.requests_agenda)

# Read and accept: the button of a published document, what waits to be read, finished rounds as evidence.
document_pages.VERBS["acceptance"] = acceptance_pages.document_verbs
providers.register(acceptance.PROVIDER)
offers.TODAY.wire("acceptance", acceptance.today)
offers.DONE.wire("acceptance", acceptance.done)
offers.SINCE.wire("acceptance", acceptance.since)
offers.TOPICS.wire("acceptance", acceptance.topics)

# Whether a document helped, on its reading page.
document_pages.PANELS["knowledge"] = lambda request, document, version: [
    document_pages.Panel(*panel) for panel in knowledge.rating_panel(request, document, version)
]

# What *Mijn account* links to in other rooms.
panels.LINKS[:] = [("duties-reminders", "Hoe vaak je een mail krijgt met wat er te doen is")]

# What somebody who leaves still has open.
leaving.provide(open_items_of)


def tasks_waiting(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What the log-in page of a demonstration says beside each person: how many tasks wait in the coming weeks."""
    found: dict[UUID, str] = {}
    until = clock.today() + AHEAD
    for account in Account.objects.filter(pk__in=list(account_ids)):
        actor = actor_for(account)
        with scope(actor, list(actor.rights)):
            count = waiting(actor, until)
        if count:
            found[account.pk] = "1 taak" if count == 1 else f"{count} taken"
    return found


demo.ASIDES[:] = [tasks_waiting]

# What rooms offer each other without knowing each other (`kernel.offers`).
blocks.register(governance_contacts.BLOCK)
offers.AGENDA.wire("advice", governance_advice.agenda)
offers.SIGNING.wire("advice", governance_advice.signing)
offers.SINCE.wire("advice", governance_advice.since)
offers.TOPICS.wire("advice", governance_advice.topics)
offers.AGENDA.wire("clocks", governance_clocks.agenda)
offers.SIGNING.wire("clocks", governance_clocks.signing)
offers.TODAY.wire("tekenmap", governance_signing.today)
offers.TODAY.wire("advice", governance_advice.today)
offers.TODAY.wire("trainings", governance_training.today)
offers.AGENDA.wire("projects", projects.agenda)
offers.SIGNING.wire("projects", projects.signing)
offers.SINCE.wire("projects", projects.since)
offers.TOPICS.wire("projects", projects.topics)
offers.TODAY.wire("projects", projects.today)
offers.VISIT.wire("visits", visits.button)
offers.HOURS.wire("visits", visits.month)
offers.TOPICS.wire("visits", visits.topics)


def soonest_elsewhere(request: HttpRequest, shown: UUID) -> str:
    """When a clock of another authority ends within a day, for the officer alone: no name, no subject. Empty when none does."""
    account = request.user
    if not isinstance(account, Account):
        return ""
    actor, now = actor_for(account), clock.now()
    places = [place for place in actor.rights if place != shown]
    with scope(actor, places):
        rows = Clock.objects.filter(status="running", due_at__gt=now, due_at__lte=now + timedelta(hours=24))
        due = rows.order_by("due_at").values_list("due_at", flat=True).first()
    return gettext("Elders loopt een klok af om %(time)s.") % {"time": dates.clock_time(due)} if due else ""


# Meetings: records, what was decided, and who has not met for too long.
for _provider in meetings.PROVIDERS:
    providers.register(_provider)
offers.SINCE.wire("meetings", meetings.since)
offers.TOPICS.wire("meetings", meetings.topics)
offers.TODAY.wire("meetings", meetings.today)

# Log control: questions and cases on Vandaag, figures elsewhere.
providers.register(log_records.PROVIDER)
offers.TODAY.wire("logs", logs.today)
offers.KEPT.wire("logs", logs.kept)
offers.AGENDA.wire("logs", logs.agenda)
offers.SINCE.wire("logs", logs.since)
offers.TOPICS.wire("logs", logs.topics)
