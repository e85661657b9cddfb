"""Ways in without a password: the invitation, and choosing a person in a demonstration."""

from ipaddress import ip_address
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from roeland.kernel.page import PUBLIC, page
from roeland.ledger.pages import tried
from roeland.people import actions, queries
from roeland.people.models import Account
from roeland.people.queries.demo import demo_persons
from roeland.people.web.forms import InvitationForm


@page(PUBLIC)
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password with the link of the mail, once."""
    found = queries.find_invitation(secret)
    if found is None:
        return render(request, "people/invitation_gone.html", status=410)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        password = form.cleaned_data["password"]
        actor = actions.self_actor(found.account)
        if tried(form, lambda: actions.accept_invitation(actor, invitation=found, password=password)):
            answer: HttpResponse = perform_login(request, Login(user=found.account))
            return answer
    response = render(request, "people/invitation.html", {"form": form, "email": found.account.email})
    # Never the secret. With no-referrer a browser posts its form with `Origin: null`, which is refused.
    response["Referrer-Policy"] = "strict-origin"
    return response


@page(PUBLIC)
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Become a demonstration person. Only in a demonstration, only from this machine, only as somebody on the list."""
    if not settings.ROELAND_DEMO or not from_here(request):
        raise Http404
    chosen = request.POST.get("wie", "")
    person = next((one for one in demo_persons() if str(one.account_id) == chosen), None)
    if person is None:
        raise Http404
    account = Account.objects.get(pk=UUID(chosen), is_active=True)
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=get_next_redirect_url(request)))
    # Nobody has the app of an invented person: in a demonstration choosing somebody counts as both steps.
    record_authentication(request, request.user, method="mfa", type="demonstration")
    return answer


def from_here(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself and no proxy stands between."""
    if any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
