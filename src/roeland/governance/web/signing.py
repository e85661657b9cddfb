"""Tekenmap: all that waits for one person on one page. One confirmation of identity, then one click for each."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.governance import actions
from roeland.governance.offers.signing import summary
from roeland.governance.queries import signing
from roeland.governance.values import SITTING_MINUTES
from roeland.governance.web import common
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused, batch
from roeland.people.models import Person
from roeland.ui import dates
from roeland.ui.form import Form

SESSION = "tekenmap_until"


class ConfirmForm(Form):
    """The password, or a code for who has a second step."""

    secret = forms.CharField()

    def __init__(self, request: Request, *args: object) -> None:
        super().__init__(*args)
        self.request = request
        self.by_code = is_mfa_enabled(request.user)
        field = self.fields["secret"]
        field.label = _("Code uit je app") if self.by_code else _("Wachtwoord")
        field.error_messages["required"] = _("Vul de code in.") if self.by_code else _("Vul je wachtwoord in.")
        if self.by_code:
            field.widget = forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input w-s"}
            )
        else:
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input w-m"})

    @property
    def method(self) -> str:
        """With what the identity is confirmed."""
        return "code" if self.by_code else "password"

    def clean_secret(self) -> str:
        """Ask the log-in itself, which also counts the attempts."""
        secret: str = self.cleaned_data["secret"]
        if self.by_code:
            found = CodeForm({"code": secret.strip()}, user=self.request.user)
            if not found.is_valid():
                raise forms.ValidationError(_("Die code klopt niet. Neem de nieuwste uit je app."))
            found.save()
            return secret
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise forms.ValidationError(_("Te veel pogingen. Wacht een minuut."))
        if not get_adapter().reauthenticate(self.request.user, secret):
            raise forms.ValidationError(_("Dat wachtwoord klopt niet."))
        reauthenticate_by_password(self.request)
        return secret


def confirmed_until(request: Request) -> datetime | None:
    """Until when the sitting holds; None when it is over or never began."""
    kept = request.session.get(SESSION, "")
    until = datetime.fromisoformat(kept) if kept else None
    return until if until is not None and until > clock.now() else None


def places(request: Request) -> list[Authority]:
    """The authority in the URL, or all in which this person has a role."""
    if request.authority is not None:
        return [request.authority]
    return list(Authority.everything.filter(pk__in=tuple(request.actor.rights)).order_by("name"))


def _page(request: Request, form: ConfirmForm | None = None) -> HttpResponse:
    authorities = places(request)
    found = signing.waiting(request.actor, authorities)
    until = confirmed_until(request)
    slug = request.authority.slug if request.authority else ""
    context = {
        "items": found,
        "places": common.places(authorities),
        "lede": lede(len(found)),
        "until": until,
        "form": None if until or not found else form or ConfirmForm(request),
        "confirm_url": reverse("governance-signing-confirm", args=[slug])
        if slug
        else reverse("governance-signing-confirm-all"),
        "minutes": SITTING_MINUTES,
        "wide": not slug,
        "today": clock.today(),
    }
    return render(request, "governance/signing.html", context, status=422 if form is not None else 200)


def lede(count: int) -> str:
    """*8 stukken, ongeveer 5 minuten. Het oudste staat eerst.*"""
    if not count:
        return ""
    return f"{dates.capital(summary(count))}. {_('Het oudste staat eerst.') if count > 1 else ''}".strip()


@page(SIGNED_IN)
@require_GET
def folder(request: Request) -> HttpResponse:
    """Everything that waits for this person."""
    return _page(request)


@page(SIGNED_IN)
@require_POST
def confirm(request: Request) -> HttpResponse:
    """Prove once who you are; that holds for the sitting, and the ledger of each authority says so."""
    form = ConfirmForm(request, request.POST)
    if not form.is_valid():
        return _page(request, form)
    ids = [request.actor.person_in(one.pk) for one in places(request)]
    until: datetime | None = None
    with batch():
        for person in Person.objects.filter(pk__in=[pk for pk in ids if pk]):
            until = actions.confirm_sitting(request.actor, person=person, method=form.method)
    if until is None:
        raise Http404
    request.session[SESSION] = until.isoformat()
    messages.success(
        request, _("Bevestigd. Je tekent tot %(time)s met één klik per stuk.") % {"time": dates.clock_time(until)}
    )
    return redirect(_back(request))


def _back(request: Request) -> str:
    wide = request.authority is None or request.POST.get("alle") == "ja"
    return (
        reverse("governance-signing-all") if wide else reverse("governance-signing", args=[one_authority(request).slug])
    )


@page(SIGNED_IN)
@require_POST
def sign(request: Request) -> HttpResponse:
    """Sign one thing, or send it back with a reason."""
    authority, key = one_authority(request), request.POST.get("stuk", "")
    back, reason = request.POST.get("terug") == "ja", request.POST.get("reden", "").strip()
    if confirmed_until(request) is None:
        messages.error(request, _("Bevestig eerst wie je bent. Daarna teken je met één klik."))
        return redirect(_back(request))
    with scope(request.actor, [authority]):
        item = signing.find(request.actor, authority, key)
        if item is None:
            messages.error(request, _("Dit stuk wacht niet meer op jou."))
        elif back and not reason:
            messages.error(request, _("Zeg waarom je “%(title)s” terugstuurt.") % {"title": item.title})
        else:
            try:
                (item.send_back if back else item.sign)(request.actor, reason)
            except NotAllowed as error:
                raise Http404 from error
            except (Invalid, Refused) as error:
                messages.error(request, str(error))
            else:
                done = _("Teruggestuurd: %(title)s.") if back else _("Getekend: %(title)s.")
                messages.success(request, done % {"title": item.title})
    return redirect(_back(request))
