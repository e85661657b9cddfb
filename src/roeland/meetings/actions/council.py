"""Items for a council: note, draft decision, papers; sent, dealt with, taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.meetings.actions.common import fresh, lay, long_text, one_line
from roeland.meetings.bodies import councils, terms
from roeland.meetings.facts import ItemChanged, ItemMade, ItemSent, ItemSettled, ItemWithdrawn
from roeland.meetings.models import CouncilItem
from roeland.meetings.queries import papers_of_item, whole
from roeland.meetings.rules import P, may_edit_item, may_send_item
from roeland.meetings.values import COUNCIL, ItemStatus
from roeland.people.models import Body

SESSION = timedelta(hours=8)  # papers stay open while the session may last, unless somebody notes its outcome before


@action(P.ITEM_EDIT, ItemMade)
def make_item(
    actor: Actor,
    *,
    authority: Authority,
    body_kind: str,
    title: str,
    session_at: datetime,
    note: str = "",
    draft_decision: str = "",
) -> CouncilItem:
    """Prepare an item for a session of a council; it gets its papers before it is sent."""
    item = CouncilItem(authority=authority, audience=COUNCIL, made_at=clock.now(), body_kind=body_kind)
    with whole(authority.pk):
        body = Body.objects.filter(authority=authority, kind=body_kind).first()
    if body_kind not in councils() or body is None:
        raise Invalid({"body_kind": [_("Kies een raad uit de lijst.")]})
    item.body_name = body.name
    _fill(item, title, session_at, note, draft_decision)
    state(ItemMade(about=item, title=item.title, session=clock.local(session_at).date()))
    return item


def _fill(item: CouncilItem, title: str, session_at: datetime, note: str, draft_decision: str) -> None:
    item.title = one_line("title", title, ask=_("Geef dit punt een onderwerp."))
    item.session_at = session_at
    item.note = long_text("note", note)
    item.draft_decision = long_text("draft_decision", draft_decision)
    item.save()


@action(P.ITEM_EDIT, ItemChanged)
def change_item(
    actor: Actor, *, item: CouncilItem, title: str, session_at: datetime, note: str = "", draft_decision: str = ""
) -> CouncilItem:
    """Change an item until its papers are sent."""
    item = fresh(item)
    check(may_edit_item(item.status))
    _fill(item, title, session_at, note, draft_decision)
    state(ItemChanged(about=item, title=item.title, session=clock.local(session_at).date()))
    return item


@action(P.ITEM_EDIT, ItemSent)
def send_item(actor: Actor, *, item: CouncilItem) -> CouncilItem:
    """Send the papers: councillors read item and papers from now until the session has ended. Later than the term it can still be
    sent, and the ledger says so."""
    item = fresh(item)
    session, today = clock.local(item.session_at).date(), clock.today()
    check(may_send_item(item.status, session, today))
    if not item.draft_decision.strip():
        raise Refused(_("Schrijf eerst een ontwerp van besluit."))
    now = clock.now()
    item.status, item.sent_at, item.closes_at = ItemStatus.SENT, now, item.session_at + SESSION
    item.save()
    found = papers_of_item(item)
    lay(actor, found, now, item.closes_at)
    in_time = all(today <= one.last_day(session) for one in terms(item.body_kind) if not one.only_tells)
    state(ItemSent(about=item, title=item.title, session=session, papers=len(found), in_time=in_time))
    return item


@action(P.ITEM_EDIT, ItemSettled)
def settle_item(actor: Actor, *, item: CouncilItem, outcome: str) -> CouncilItem:
    """Note what the council decided; the papers close."""
    item = fresh(item)
    if item.status != ItemStatus.SENT:
        raise Refused(_("Alleen een punt waarvan de stukken verstuurd zijn, is behandeld."))
    if item.session_at > clock.now():
        raise Refused(_("De zitting moet nog komen."))
    item.outcome = long_text("outcome", outcome, ask=_("Schrijf wat de raad besliste."))
    _shut(actor, item)
    item.status = ItemStatus.DECIDED
    item.save()
    session = clock.local(item.session_at).date()
    state(ItemSettled(about=item, title=item.title, session=session, outcome=item.outcome))
    return item


@action(P.ITEM_EDIT, ItemWithdrawn)
def withdraw_item(actor: Actor, *, item: CouncilItem, reason: str) -> CouncilItem:
    """Take an item back before it is dealt with; the papers close."""
    item = fresh(item)
    if item.status not in (ItemStatus.DRAFT, ItemStatus.SENT):
        raise Refused(_("Dit punt is al behandeld of ingetrokken."))
    item.withdrawn_reason = one_line("reason", reason, ask=_("Zeg kort waarom."), longest=500)
    if item.status == ItemStatus.SENT:
        _shut(actor, item)
    item.status = ItemStatus.WITHDRAWN
    item.save()
    state(ItemWithdrawn(about=item, title=item.title, reason=item.withdrawn_reason))
    return item


def _shut(actor: Actor, item: CouncilItem) -> None:
    now = clock.now()
    if item.closes_at is None or item.closes_at > now:
        item.closes_at = now
        lay(actor, papers_of_item(item), item.sent_at or now, now)
