"""Verbs of deviations: ask with a reason and what limits the risk meanwhile, decide, end; they expire by themselves."""

from __future__ import annotations

from datetime import date

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from roeland.documents import deviating
from roeland.documents.actions.common import fresh, long_text, titled
from roeland.documents.actions.tasks import ask_compensation, close_tasks
from roeland.documents.models import Deviation, Document, Version
from roeland.documents.queries import whole
from roeland.documents.reader_facts import DeviationAsked, DeviationDecided, DeviationEnded, DeviationExpired
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.documents.values import DEVIATION, DeviationStatus, DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, one_line

LONGEST = 4000


def told(row: Deviation) -> dict[str, str]:
    """What every fact about a deviation says."""
    with whole(row.authority_id):
        return {**titled(Document.objects.get(pk=row.document_id)), "deviation": row.number}


def next_number(document: Document) -> str:
    """AFW-BEL-0003, per circle of readers. The authority is locked until the transaction ends."""
    Authority.everything.select_for_update().get(pk=document.authority_id)
    ahead = deviating.letters(document.audience)
    with whole(document.authority_id):
        rows = Deviation.objects.filter(authority_id=document.authority_id, number__startswith=ahead)
        last = rows.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return f"{ahead}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def _days(starts: date, ends: date) -> None:
    longest = terms().days("deviation_longest")
    if ends < starts or ends < clock.today():
        raise Invalid({"ends": [_("Het einde ligt vóór het begin, of is al voorbij.")]})
    if ends - starts > longest:
        raise Invalid(
            {
                "ends": [
                    _("Een afwijking loopt hoogstens %(days)s dagen. Vraag ze daarna opnieuw.") % {"days": longest.days}
                ]
            }
        )


@action(P.DEVIATE, DeviationAsked)
def ask_deviation(
    actor: Actor,
    *,
    document: Document,
    reason: str,
    compensation: str,
    starts: date,
    ends: date,
    anchor: str = "",
    rule: str = "",
) -> Deviation:
    """Ask to deviate from a published document, or from one paragraph of it (`anchor`, as `markdown.anchors` gives it).

    `rule` says in words which rule it is; with an anchor the paragraph's own first words are taken. Raises Invalid.
    """
    document = fresh(document)
    person = actor.person_in(document.authority_id)
    if person is None:
        raise Refused(_("Alleen een persoon vraagt een afwijking."))
    current = Version.objects.filter(document=document, pk=document.current_id).first() if document.current_id else None
    if document.status != DocumentStatus.PUBLISHED or current is None:
        raise Refused(_("Van een document dat niet geldt, hoef je niet af te wijken."))
    quotes = dict(deviating.paragraphs(current))
    if anchor and anchor not in quotes:
        raise Invalid({"anchor": [_("Deze alinea staat niet in de geldende tekst.")]})
    _days(starts, ends)
    row = Deviation(
        authority_id=document.authority_id,
        audience=document.audience,
        number=next_number(document),
        document=document,
        anchor=anchor,
        rule=one_line("rule", rule or quotes.get(anchor, ""), ask=_("Zeg van welke regel je wilt afwijken.")),
        asked_by_id=person,
        asked_on=clock.today(),
        reason=_must("reason", reason, _("Zeg waarom het niet anders kan.")),
        compensation=_must("compensation", compensation, _("Zeg wat het risico intussen beperkt.")),
        starts=starts,
        ends=ends,
    )
    row.save()
    facts = {"from_rule": row.rule, "reason": row.reason}
    state(DeviationAsked(about=row, **told(row), **facts, start=starts, end=ends))
    return row


def _must(field: str, value: str, ask: str) -> str:
    text = long_text(field, value, longest=LONGEST).strip()
    if not text:
        raise Invalid({field: [ask]})
    return text


@action(P.DEVIATION_DECIDE, DeviationDecided)
def decide_deviation(actor: Actor, *, deviation: Deviation, approved: bool, decision: str) -> Deviation:
    """Allow or refuse a deviation. What limits the risk becomes a task of who asked. A refusal asks a reason.

    Refused for who asked it and for who does not hold the role that approves the document.
    """
    row = fresh(deviation)
    with whole(row.authority_id):
        row.document = Document.objects.get(pk=row.document_id)
    check(deviating.decision_on(actor, row))
    decision = long_text("decision", decision, longest=LONGEST).strip()
    if not approved and not decision:
        raise Invalid({"decision": [_("Geef de reden. Wie het vroeg, leest ze.")]})
    if approved and row.ends < clock.today():
        raise Refused(_("De gevraagde termijn is al voorbij."))
    row.status = DeviationStatus.APPROVED if approved else DeviationStatus.REFUSED
    row.decision, row.decided_on = decision, clock.today()
    row.decided_by_id = actor.person_in(row.authority_id)
    row.save()
    if approved:
        ask_compensation(row)
    state(DeviationDecided(about=row, **told(row), answer=DeviationStatus(row.status).label, decision=decision))
    return row


@action(P.DEVIATE, DeviationEnded)
def end_deviation(actor: Actor, *, deviation: Deviation, reason: str) -> Deviation:
    """End a deviation before its day, or take one back that was not decided yet: from now on the rule counts again."""
    row = fresh(deviation)
    if not deviating.may_end(actor, row):
        raise NotAllowed(P.DEVIATE.code)
    if row.status not in {DeviationStatus.ASKED, DeviationStatus.APPROVED}:
        raise Refused(_("Deze afwijking loopt niet meer."))
    reason = one_line("reason", reason, ask=_("Zeg waarom de afwijking stopt."))
    _close(row, f"Afwijking beëindigd: {reason}")
    state(DeviationEnded(about=row, **told(row), reason=reason))
    return row


def _close(row: Deviation, why: str) -> None:
    row.status = DeviationStatus.ENDED
    row.ends = min(row.ends, max(clock.today(), row.starts))
    row.save(update_fields=["status", "ends"])
    close_tasks(DEVIATION, row, why)


@action(P.DEVIATE, DeviationExpired)
def expire_deviation(actor: Actor, *, deviation: Deviation) -> Deviation:
    """State that the last day of a deviation is past (job). Refused while it runs."""
    row = fresh(deviation)
    if row.status != DeviationStatus.APPROVED or row.ends >= clock.today():
        raise Refused(_("Deze afwijking is niet afgelopen."))
    _close(row, "De afwijking is afgelopen.")
    state(DeviationExpired(about=row, **told(row), end=row.ends))
    return row
