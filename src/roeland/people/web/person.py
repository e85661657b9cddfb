"""One person: what he holds, when he was away, what is still open; and the verbs on him."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import pressed, tried
from roeland.people import actions, queries
from roeland.people.leaving import open_items
from roeland.people.models import Absence, Mandate, Person
from roeland.people.rules import P, conflicts
from roeland.people.web.common import row, to, today
from roeland.people.web.directory import presence
from roeland.people.web.forms import AbsenceForm, EndForm, LeavingForm, MandateForm, MoveForm, PersonForm
from roeland.ui.components import Definition

PERSON_FIELDS = tuple(PersonForm.base_fields)


@page(P.PERSON_SEE)
def person(request: Request, pk: UUID) -> HttpResponse:
    detail = queries.person_detail(one_authority(request), pk)
    if detail is None:
        raise Http404
    who = detail.person
    who.is_away = any(one.start <= today() and (one.end is None or one.end >= today()) for one in detail.absences)  # type: ignore[attr-defined] # as in the list
    request.crumb = str(who)
    facts = [
        Definition(_("E-mailadres"), who.email or _("geen")),
        Definition(_("Telefoon"), who.phone or _("geen")),
        Definition(_("Personeelsnummer"), who.personnel_number or _("geen")),
        Definition(_("Functie"), who.job_title or _("niet ingevuld")),
        Definition(_("In dienst"), who.active_from),
        Definition(_("Uit dienst"), who.left_on or _("nog in dienst")),
        Definition(_("Account"), who.account.email if who.account else _("nog geen")),
    ]
    context = {
        "detail": detail,
        "person": who,
        "authority": one_authority(request),
        "facts": facts,
        "presence": presence(who),
        "open_items": open_items(who),
        "warnings": warnings(detail.mandates),
        "today": today(),
        "may_edit": may(request, P.PERSON_EDIT) and who.erased_at is None,
        "may_appoint": may(request, P.MANDATE_APPOINT),
        "may_erase": may(request, P.PERSON_ERASE) and who.left_on and who.left_on < today() and not who.erased_at,
        "may_absence": may(request, P.ABSENCE_RECORD) or who.pk in request.actor.person_ids,
    }
    return render(request, "people/person.html", context)


def warnings(mandates: tuple[Mandate, ...]) -> list[str]:
    """The separation rules that this person's running mandates break."""
    running = [one.role for one in mandates if one.start <= today() and (one.end is None or one.end >= today())]
    return sorted({rule.reason for role in running for rule in conflicts(role, running)})


def _form(  # noqa: PLR0917 -- in the order of the page
    request: Request, title: str, form: object, verb: str, back: str, lead: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "verb": verb, "back": back, "lead": lead}
    return render(request, "people/form.html", context)


@page(P.PERSON_EDIT)
def add(request: Request) -> HttpResponse:
    authority = one_authority(request)
    form = PersonForm(request.POST or None, initial={"active_from": today()})
    request.crumb = _("Nieuwe persoon")
    made: list[Person] = []
    if form.is_valid() and tried(
        form, lambda: made.append(actions.add_person(request.actor, authority=authority, **form.cleaned_data))
    ):
        return to(request, "people-person", made[0].pk)
    return _form(request, _("Nieuwe persoon"), form, _("Persoon toevoegen"), url(request, "people-directory"))


@page(P.PERSON_EDIT)
def change(request: Request, pk: UUID) -> HttpResponse:
    who = row(Person, pk)
    form = PersonForm(request.POST or None, initial={name: getattr(who, name) for name in PERSON_FIELDS})
    if form.is_valid() and tried(
        form, lambda: actions.change_person(request.actor, person=who, changes=form.cleaned_data)
    ):
        return to(request, "people-person", pk)
    return _form(
        request, _("%(who)s wijzigen") % {"who": who}, form, _("Wijziging bewaren"), url(request, "people-person", pk)
    )


@page(P.PERSON_EDIT)
def leave(request: Request, pk: UUID) -> HttpResponse:
    who = row(Person, pk)
    form = LeavingForm(request.POST or None, initial={"on": today()})
    if form.is_valid() and tried(
        form, lambda: actions.end_employment(request.actor, person=who, on=form.cleaned_data["on"])
    ):
        return to(request, "people-person", pk)
    items = len(open_items(who))
    lead = _("Mandaten, vervangingen en lidmaatschappen eindigen op die dag. ")
    lead += (
        _("Er staan nog %(items)s dingen open; die blijven staan tot iemand anders ze overneemt.") % {"items": items}
        if items
        else ""
    )
    return _form(
        request,
        _("%(who)s uit dienst melden?") % {"who": who},
        form,
        _("Uit dienst melden"),
        url(request, "people-person", pk),
        lead,
    )


@page(P.PERSON_SEE)
def absence(request: Request, pk: UUID) -> HttpResponse:
    who = row(Person, pk)
    form = AbsenceForm(request.POST or None, initial={"start": today()})
    if form.is_valid() and tried(form, lambda: actions.record_absence(request.actor, person=who, **form.cleaned_data)):
        return to(request, "people-person", pk)
    lead = _("Taken, klokken, goedkeuringen en mail gaan zolang naar de vervanger van elke rol.")
    return _form(
        request,
        _("%(who)s afwezig melden") % {"who": who},
        form,
        _("Afwezig melden"),
        url(request, "people-person", pk),
        lead,
    )


@page(P.PERSON_SEE)
@require_POST
def back(request: Request, pk: UUID, absence_pk: UUID) -> HttpResponse:
    """Somebody is back today: yesterday was the last day away."""
    who, gone = row(Person, pk), row(Absence, absence_pk, person_id=pk)
    last = today() - timedelta(days=1)
    pressed(
        request,
        lambda: actions.end_absence(request.actor, absence=gone, person=who, on=last),
        _("%(who)s is terug.") % {"who": who},
    )
    return to(request, "people-person", pk)


@page(P.MANDATE_APPOINT)
def mandate(request: Request, pk: UUID) -> HttpResponse:
    who = row(Person, pk)
    names = queries.role_names(one_authority(request))
    form = MandateForm(request.POST or None, names=names, initial={"start": today()})
    if form.is_valid() and tried(form, lambda: actions.add_mandate(request.actor, person=who, **form.cleaned_data)):
        return to(request, "people-person", pk)
    lead = _("Wat iemand mag zien en doen, volgt uit de rol.")
    return _form(
        request, _("%(who)s aanduiden") % {"who": who}, form, _("Aanduiden"), url(request, "people-person", pk), lead
    )


@page(P.MANDATE_APPOINT)
def end_mandate(request: Request, pk: UUID) -> HttpResponse:
    held = row(Mandate, pk)
    who = row(Person, held.person_id)
    form = EndForm(request.POST or None, initial={"on": today()})
    if form.is_valid() and tried(
        form, lambda: actions.end_mandate(request.actor, mandate=held, on=form.cleaned_data["on"])
    ):
        return to(request, "people-person", who.pk)
    name = queries.role_names(one_authority(request))[held.role]
    return _form(
        request,
        _("Mandaat van %(who)s als %(name)s beëindigen?") % {"who": who, "name": name},
        form,
        _("Beëindigen"),
        url(request, "people-person", who.pk),
    )


@page(P.PERSON_EDIT)
def move(request: Request, pk: UUID) -> HttpResponse:
    """Place somebody with another service."""
    who = row(Person, pk)
    teams = {str(team.pk): team for team in queries.teams_of(one_authority(request))}
    choices = [(key, team.name) for key, team in teams.items()]
    form = MoveForm(request.POST or None, teams=choices, initial={"start": today()})
    if form.is_valid() and tried(
        form,
        lambda: actions.join_team(
            request.actor, person=who, team=teams[form.cleaned_data["team"]], start=form.cleaned_data["start"]
        ),
    ):
        return to(request, "people-person", pk)
    return _form(
        request,
        _("%(who)s bij een dienst plaatsen") % {"who": who},
        form,
        _("Plaatsen"),
        url(request, "people-person", pk),
    )


@page(P.PERSON_EDIT)
@require_POST
def invite(request: Request, pk: UUID) -> HttpResponse:
    who = row(Person, pk)
    pressed(
        request, lambda: actions.invite(request.actor, person=who), _("Uitnodiging gemaild aan %(who)s.") % {"who": who}
    )
    return to(request, "people-person", pk)
