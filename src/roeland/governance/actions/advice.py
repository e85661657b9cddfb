"""Advice: written, given under a seal, answered, followed up, closed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.rules import P as Duties
from roeland.governance import advice_paper, printing
from roeland.governance.actions.advice_costs import plan, taken
from roeland.governance.actions.common import euro
from roeland.governance.facts.advice import (
    AdviceAnswered,
    AdviceChanged,
    AdviceClosed,
    AdviceDrafted,
    AdviceFollowed,
    AdviceGiven,
)
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.queries.advice import SOURCE, options_of
from roeland.governance.rules import P, may_answer, may_close, may_follow, may_write
from roeland.governance.values import MOST_OPTIONS, AdviceStatus, AdviceText, Answer, number_of
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.people.actors import me
from roeland.people.models import Person

MOST_DAYS = 366


@action(P.ADVICE_EDIT, AdviceDrafted)
def draft(actor: Actor, *, authority: Authority, wording: AdviceText) -> Advice:
    """Begin an advice. Only a title and an addressee are needed yet."""
    row = Advice(
        authority=authority,
        audience="advice",
        status=AdviceStatus.DRAFT,
        written_by=me(actor, authority),
        written_at=clock.now(),
        **_values(wording),
    )
    row.save()
    _write_options(row, wording)
    state(AdviceDrafted(about=row, to=row.addressee))
    return row


@action(P.ADVICE_EDIT, AdviceChanged)
def change(actor: Actor, *, advice: Advice, wording: AdviceText) -> Advice:
    """Rewrite a draft. Refused once given."""
    row = fresh(advice)
    check(may_write(row.status))
    for name, value in _values(wording).items():
        setattr(row, name, value)
    row.save()
    AdviceOption.objects.filter(advice=row).delete()
    _write_options(row, wording)
    state(AdviceChanged(about=row, to=row.addressee))
    return row


@action(P.ADVICE_EDIT, AdviceGiven)
def give(actor: Actor, *, advice: Advice) -> Advice:
    """Give an advice: number it, start the agreed term, print and seal it. From then on its text never changes."""
    row = fresh(advice)
    check(may_write(row.status))
    missing = [
        words
        for name, words in (
            ("facts", "de feiten"),
            ("considerations", "de overwegingen"),
            ("recommendation", "het advies"),
        )
        if not getattr(row, name)
    ]
    if row.solicited and not row.question:
        missing.insert(0, "de vraag")
    if missing:
        raise Invalid({"": [_("Vul eerst dit aan: %(missing)s.") % {"missing": ", ".join(missing)}]})
    today = clock.today()
    row.number = _next_number(row.authority, today.year)
    row.status, row.given_on = AdviceStatus.GIVEN, today
    row.due = today + timedelta(days=row.answer_days)
    kept = printing.keep(advice_paper.paper(row, options_of(row), clock.now()))
    row.sha256, row.size, row.pages = kept.sha256, kept.size, kept.pages
    row.save()
    state(AdviceGiven(about=row, number=row.number, title=row.title, to=row.addressee, due=row.due, sha256=row.sha256))
    return row


@action(P.ADVICE_ANSWER, AdviceAnswered)
def answer(
    actor: Actor,
    *,
    advice: Advice,
    answer: str,
    reason: str = "",
    decision: str = "",
    on: date | None = None,
    option: int | None = None,
) -> Advice:
    """Answer an advice. Partly or not following it asks a reason, a body's answer its decision; `on` is today unless given.

    `option` is the position of the option that will be done (0: none; left out: with a plain yes the recommended one). What it
    costs becomes cost lines about the advice.
    """
    row = fresh(advice)
    check(may_answer(row.status))
    if answer not in list(Answer):
        raise Invalid({"answer": [_("Kies aanvaard, deels aanvaard of niet gevolgd.")]})
    errors: dict[str, list[str]] = {}
    if answer != Answer.ACCEPTED and not reason.strip():
        errors["reason"] = [_("Zeg waarom je hiervan afwijkt.")]
    if row.to_body and not decision.strip():
        errors["decision"] = [_("Noem het besluit, bijvoorbeeld “vast bureau, 17 november 2026, punt 4”.")]
    day = on or clock.today()
    if not (row.given_on or day) <= day <= clock.today():
        errors["on"] = [_("Kies een dag tussen het advies en vandaag.")]
    if errors:
        raise Invalid(errors)
    done = taken(row, answer, option)
    row.chosen = done.position if done else 0
    row.answer, row.status = answer, AdviceStatus.ANSWERED
    row.answer_reason = long_text("reason", reason)
    row.decision = long_text("decision", decision, longest=200)
    row.answered_on, row.answered_by = day, me(actor, row.authority)
    row.save()
    if done:
        plan(actor, row, done, day)
    state(
        AdviceAnswered(
            about=row,
            number=row.number,
            title=row.title,
            answer=Answer(answer).label,
            reason=row.answer_reason,
            decision=row.decision,
            option=row.chosen,
            in_time=row.due is None or day <= row.due,
        )
    )
    return row


@action(P.ADVICE_EDIT, AdviceFollowed)
def follow_up(
    actor: Actor, *, advice: Advice, title: str, due: date, lead_role: str = "", person: Person | None = None
) -> Task:
    """Make a task of an accepted advice; it names the advice as where it came from. Only readers of advice and its doer see it."""
    row = fresh(advice)
    check(may_follow(row.status, row.answer))
    maker = actor if actor.holds(Duties.TASK_MAKE, row.authority_id) else Actor.system("adviezen", [row.authority_id])
    task = duties.make_task(
        maker,
        authority=row.authority,
        title=title,
        due=due,
        lead_role=lead_role,
        person=person,
        instruction=f"Uitvoering van advies {row.number}.",
        audience="advice",
        source_kind=SOURCE,
        source_id=row.pk,
    )
    state(AdviceFollowed(about=row, number=row.number, task=task.title))
    return task


@action(P.ADVICE_EDIT, AdviceClosed)
def close(actor: Actor, *, advice: Advice, note: str) -> Advice:
    """Close an answered advice, saying what came of it. Refused while a task of it is open."""
    row = fresh(advice)
    check(may_close(row.status))
    with scope(Actor.system("adviezen", [row.authority_id]), [row.authority_id]):
        still = Task.objects.filter(source_kind=SOURCE, source_id=row.pk, closed_at=None).count()
    if still:
        words = "Eén taak van dit advies is" if still == 1 else f"{still} taken van dit advies zijn"
        raise Invalid({"": [_("%(words)s nog open. Sluit die eerst.") % {"words": words}]})
    row.closing_note = long_text("note", note, ask="Zeg wat er van het advies gekomen is.")
    row.status, row.closed_on = AdviceStatus.CLOSED, clock.today()
    row.save()
    state(AdviceClosed(about=row, number=row.number, title=row.title, note=row.closing_note))
    return row


def _next_number(authority: Authority, year: int) -> str:
    """The next number of the year. The authority's row is locked, so two that are given at once get two numbers."""
    Authority.everything.select_for_update().get(pk=authority.pk)
    with scope(Actor.system("adviezen", [authority.pk]), [authority.pk]):
        given = Advice.objects.filter(authority=authority, given_on__year=year).count()
    return number_of(year, given + 1)


def _values(wording: AdviceText) -> dict[str, Any]:
    """The columns of a wording. Raises Invalid."""
    errors: dict[str, list[str]] = {}
    if bool(wording.to_role) == bool(wording.to_body) or not _known(wording):
        errors["to"] = [_("Kies aan wie je dit advies geeft.")]
    if not 1 <= wording.answer_days <= MOST_DAYS:
        errors["answer_days"] = [_("Spreek een termijn af tussen 1 en 366 dagen.")]
    if wording.asked_on and wording.asked_on > clock.today():
        errors["asked_on"] = [_("De vraag kan niet in de toekomst liggen.")]
    if not 0 <= wording.preferred <= len(wording.options):
        errors["preferred"] = [_("Kies een optie die er staat.")]
    if len(wording.options) > MOST_OPTIONS:
        errors["options"] = [_("Beschrijf hoogstens %(most_options)s opties.") % {"most_options": MOST_OPTIONS}]
    if errors:
        raise Invalid(errors)
    return {
        "title": long_text("title", wording.title, ask="Geef het advies een titel.", longest=200),
        "asked_by": long_text("asked_by", wording.asked_by, longest=200) if wording.solicited else "",
        "asked_on": wording.asked_on if wording.solicited else None,
        **{name: getattr(wording, name) for name in ("to_role", "to_body", "solicited", "answer_days", "preferred")},
        **{
            name: long_text(name, getattr(wording, name))
            for name in ("question", "facts", "considerations", "recommendation")
        },
    }


def _known(wording: AdviceText) -> bool:
    if wording.to_role:
        return wording.to_role in RIGHTS.roles
    return wording.to_body in RIGHTS.bodies or wording.to_body == "management_team"


def _write_options(row: Advice, wording: AdviceText) -> None:
    for position, option in enumerate(wording.options, start=1):
        AdviceOption(
            authority_id=row.authority_id,
            audience=row.audience,
            advice=row,
            position=position,
            title=long_text("options", option.title, ask="Geef elke optie een naam.", longest=200),
            text=long_text("options", option.text),
            once=euro("options", option.once),
            yearly=euro("options", option.yearly),
            days=_days(option.days),
        ).save()


def _days(value: Decimal) -> Decimal:
    if not Decimal(0) <= value <= Decimal(99999):
        raise Invalid({"options": [_("Geef een aantal persoonsdagen van nul of meer.")]})
    return value.quantize(Decimal("0.01"))
