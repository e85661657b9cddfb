"""*Mijn account*: preferences, second step, tokens, sessions, absence, and what Roeland keeps about this human."""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel import offers
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.models import LedgerEntry
from roeland.ledger.pages import pressed, tried
from roeland.people import actions, queries
from roeland.people.models import Absence, ApiToken, BodyMembership, Mandate, Person, Replacement, TeamMembership
from roeland.people.web import panels
from roeland.people.web.adapter import THEMES
from roeland.people.web.common import account_of, today
from roeland.people.web.forms import OwnAbsenceForm, PreferencesForm, TokenForm
from roeland.ui.components import Definition
from roeland.ui.shell import THEME_COOKIE

A_YEAR = 365 * 24 * 3600


def _places(request: Request) -> list[tuple[str, str]]:
    rows = Authority.everything.filter(pk__in=tuple(request.actor.persons))
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _show(
    request: Request,
    preferences: PreferencesForm | None = None,
    token: TokenForm | None = None,
    absence: OwnAbsenceForm | None = None,
    secret: str = "",
) -> HttpResponse:
    account = account_of(request)
    places = _places(request)
    context = {
        "account": account,
        "preferences": preferences or PreferencesForm(initial={"theme": account.theme or "toestel"}),
        "token_form": token or TokenForm(),
        "absence_form": (absence or OwnAbsenceForm(places=places, initial={"start": today()})) if places else None,
        "secret": secret,
        "tokens": queries.tokens_of(account),
        "sessions": len(queries.sessions_of(account)),
        "second_step": Authenticator.objects.filter(user=account).exists(),
        "absences": list(
            Absence.objects.filter(person__in=request.actor.person_ids)
            .select_related("authority")
            .order_by("-start")[:10]
        ),
        "today": today(),
        "links": panels.LINKS,
    }
    return render(request, "people/me.html", context)


@page(SIGNED_IN)
@require_GET
def me(request: Request) -> HttpResponse:
    return _show(request)


@page(SIGNED_IN)
@require_POST
def preferences(request: Request) -> HttpResponse:
    form = PreferencesForm(request.POST)
    account = account_of(request)
    if not form.is_valid() or not tried(
        form,
        lambda: actions.set_preferences(
            request.actor,
            account=account,
            theme=form.cleaned_data["theme"].removeprefix("toestel"),
            digest=account.digest,
        ),
    ):
        return _show(request, preferences=form)
    messages.success(request, _("Je voorkeuren zijn bewaard."))
    response = redirect("people-me")
    shown = THEMES.get(account.theme, "toestel")
    response.set_cookie(
        THEME_COOKIE, shown, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@page(SIGNED_IN)
@require_POST
def absence(request: Request) -> HttpResponse:
    """Say oneself when one is away."""
    form = OwnAbsenceForm(request.POST, places=_places(request))
    if form.is_valid():
        data = form.cleaned_data
        person = Person.objects.filter(pk__in=request.actor.person_ids, authority=data["authority"]).first()
        if person is None:
            raise Http404
        if tried(
            form, lambda: actions.record_absence(request.actor, person=person, start=data["start"], end=data["end"])
        ):
            messages.success(request, _("Je vervangers nemen het zolang over."))
            return redirect("people-me")
    return _show(request, absence=form)


@page(SIGNED_IN)
@require_POST
def back(request: Request, pk: UUID) -> HttpResponse:
    """Back today: yesterday was the last day away."""
    mine = Absence.objects.filter(person__in=request.actor.person_ids, pk=pk).select_related("person").first()
    if mine is None:
        raise Http404
    last = today() - timedelta(days=1)
    pressed(
        request,
        lambda: actions.end_absence(request.actor, absence=mine, person=mine.person, on=last),
        _("Welkom terug. Je taken staan weer bij jou."),
    )
    return redirect("people-me")


@page(SIGNED_IN)
@require_POST
def add_token(request: Request) -> HttpResponse:
    """Make a token. The answer shows it, once."""
    form = TokenForm(request.POST)
    made: list[tuple[ApiToken, str]] = []
    account = account_of(request)
    if form.is_valid() and tried(
        form,
        lambda: made.append(actions.create_token(request.actor, account=account, **form.cleaned_data)),
    ):
        response = _show(request, secret=made[0][1])
        response["Cache-Control"] = "no-store"
        return response
    return _show(request, token=form)


@page(SIGNED_IN)
@require_POST
def revoke_token(request: Request, pk: UUID) -> HttpResponse:
    account = account_of(request)
    token = ApiToken.objects.filter(pk=pk, account=account).first()
    if token is None:
        raise Http404
    pressed(
        request,
        lambda: actions.revoke_token(request.actor, account=account, token=token),
        _("Het token werkt niet meer."),
    )
    return redirect("people-me")


@page(SIGNED_IN)
@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    """Log one of the own devices out."""
    found = next((one for one in queries.sessions_of(account_of(request)) if one.pk == pk), None)
    if found is None:
        raise Http404
    return _end(request, [found])


@page(SIGNED_IN)
@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Log all other devices out."""
    here = request.session.session_key
    return _end(request, [one for one in queries.sessions_of(account_of(request)) if one.session_key != here])


def _end(request: Request, sessions: list[object]) -> HttpResponse:
    account = account_of(request)
    for one in sessions:
        one.end()  # type: ignore[attr-defined] # allauth has no types
    actions.record_sessions_ended(request.actor, account=account)
    messages.success(request, _("Afgemeld."))
    return redirect("usersessions_list")


@page(SIGNED_IN)
@require_GET
def my_data(request: Request) -> HttpResponse:
    """*Wat Roeland over jou bewaart*: every row about this human, in words."""
    account = account_of(request)
    mine = request.actor.person_ids
    persons = list(Person.objects.filter(pk__in=mine).select_related("authority"))
    about = [
        Definition(_("E-mailadres om aan te melden"), account.email),
        Definition(_("Account sinds"), account.created_at),
        Definition(_("Toestellen nu aangemeld"), len(queries.sessions_of(account))),
        Definition(_("Tokens"), ApiToken.objects.filter(account=account).count()),
        Definition(
            _("Feiten in logboeken die jij stelde"),
            LedgerEntry.everything.filter(actor_id__in=[account.pk, *mine]).count(),
        ),
    ]
    elsewhere = offers.KEPT.collect(request.actor, [person.authority_id for person in persons])
    context = {
        "about": about,
        "persons": [
            (person, _about(person), [line for line in elsewhere if line.authority_id == person.authority_id])
            for person in persons
        ],
    }
    request.crumb = _("Wat Roeland over jou bewaart")
    return render(request, "people/my_data.html", context)


def _about(person: Person) -> list[Definition]:
    def count(model: type) -> int:
        found: int = model.objects.filter(person=person).count()  # type: ignore[attr-defined] # every model here has it
        return found

    return [
        Definition(_("Naam"), str(person)),
        Definition(_("E-mailadres"), person.email or _("geen")),
        Definition(_("Telefoon"), person.phone or _("geen")),
        Definition(_("Personeelsnummer"), person.personnel_number or _("geen")),
        Definition(_("Functie"), person.job_title or _("niet ingevuld")),
        Definition(_("In dienst"), person.active_from),
        Definition(_("Uit dienst"), person.left_on or _("nog in dienst")),
        Definition(_("Mandaten"), count(Mandate)),
        Definition(_("Vervangingen"), count(Replacement)),
        Definition(_("Afwezigheden, zonder reden"), count(Absence)),
        Definition(_("Plaatsen bij een dienst"), count(TeamMembership)),
        Definition(_("Lidmaatschappen van organen"), count(BodyMembership)),
    ]
