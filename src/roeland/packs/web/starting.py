"""The start of an authority: five half days, interview sheets, a walk with photos."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.documents import queries as documents
from roeland.duties.serving import sealed_file
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.packs import actions, queries
from roeland.packs.models import Spot, Walk
from roeland.packs.queries import Progress
from roeland.packs.rules import P
from roeland.packs.values import groups
from roeland.packs.web.forms import InterviewForm, SpotForm, WalkForm
from roeland.ui.components import State, Status

PLACES = {
    "people": "people-directory",
    "service": "people-bodies",
    "duties": "duties-adopt",
    "findings": "duties-findings",
    "walk": "packs-walk-begin",
}


@page(P.ANSWER)
@require_GET
def index(request: Request) -> HttpResponse:
    """How far the start is: five half days with what is done and the next thing to do. At most twelve statements."""
    authority = one_authority(request)
    days = queries.start(authority)
    steps = [step for day in days for step in day.steps]
    following = next((step for step in steps if not step.done), None)
    context = {
        "authority": authority,
        "days": [(day, [(step, _status(step), _where(request, step)) for step in day.steps]) for day in days],
        "done": sum(1 for step in steps if step.done),
        "total": len(steps),
        "next": following,
        "next_url": _where(request, following) if following else "",
        "walks": list(queries.walks(authority)[:10]),
    }
    request.crumb = _("Start")
    return render(request, "packs/start.html", context)


def _status(step: Progress) -> Status:
    if step.done:
        return Status(State.DONE, _("gedaan"))
    return Status(State.TODAY, _("bezig")) if step.share else Status(State.PLANNED, _("nog te doen"))


def _where(request: Request, step: Progress) -> str:
    slug = one_authority(request).slug
    if step.step.kind == "interview":
        return reverse("packs-interview", args=[slug, step.step.group])
    if step.step.kind == "template":
        return documents.url(step.document) if step.document else reverse("packs-one", args=[slug, step.step.template])
    return reverse(PLACES[step.step.kind], args=[slug])


@page(P.ANSWER)
@require_http_methods(["GET", "POST"])
def interview(request: Request, group: str) -> HttpResponse:
    """One interview sheet; what is answered fills the drafts."""
    authority = one_authority(request)
    sheet = groups().get(group)
    if sheet is None:
        raise Http404
    form = InterviewForm(request.POST or None, sheet=sheet, answers=queries.answers(authority))
    back = reverse("packs-start", args=[authority.slug])
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if value}
        count: list[int] = []
        verb = lambda: count.append(  # noqa: E731 -- what `tried` runs
            actions.give_answers(request.actor, authority=authority, group=group, answers=given)
        )
        if tried(form, verb):
            words = ngettext("%(n)s antwoord genoteerd.", "%(n)s antwoorden genoteerd.", count[0]) % {"n": count[0]}
            return said(request, f"{words} {_('De ontwerpen zijn ermee aangevuld.')}", back)
    request.crumb = sheet.title
    lede = _("Met wie: %(role)s. Ongeveer %(minutes)s minuten. Wat je niet weet, laat je leeg.")
    return ask(
        request,
        form,
        title=_("Gesprek: %(sheet)s") % {"sheet": sheet.title},
        lede=lede % {"role": RIGHTS.roles[sheet.role].nl, "minutes": sheet.minutes},
        submit=_("Antwoorden noteren"),
        away=_("Terug naar de start"),
        back=back,
    )


def _walk_or_404(request: Request, pk: UUID) -> Walk:
    found = queries.walk(one_authority(request), pk)
    if found is None:
        raise Http404
    return found


@page(P.WALK)
@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """Begin a walk."""
    authority = one_authority(request)
    form = WalkForm(request.POST or None, initial={"on": clock.today()})
    made: list[Walk] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: made.append(actions.begin_walk(request.actor, authority=authority, **data))):
            return redirect(reverse("packs-walk", args=[authority.slug, made[0].pk]))
    request.crumb = _("Rondgang beginnen")
    return ask(
        request,
        form,
        title=_("Rondgang beginnen"),
        lede=_("Neem je gsm mee. Per plaats een foto en een zin; bij het afsluiten worden het bevindingen."),
        submit=_("Rondgang beginnen"),
        away=_("Terug naar de start"),
        back=reverse("packs-start", args=[authority.slug]),
    )


@page(P.WALK)
@require_http_methods(["GET", "POST"])
def walk(request: Request, pk: UUID) -> HttpResponse:
    """The walk on a phone: note what you see, then the next place."""
    authority = one_authority(request)
    found = _walk_or_404(request, pk)
    form = SpotForm(request.POST or None, request.FILES or None)
    here = reverse("packs-walk", args=[authority.slug, found.pk])
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        photo = data.pop("photo")
        name = photo.name if photo else ""
        if tried(form, lambda: actions.see(request.actor, walk=found, photo=photo or None, name=name, **data)):
            return said(request, _("Genoteerd. Op naar de volgende plaats."), here)
    request.crumb = found.place
    context = {
        "authority": authority,
        "walk": found,
        "spots": queries.spots(found),
        "form": form,
        "close_url": reverse("packs-walk-close", args=[authority.slug, found.pk]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "packs/walk.html", context, status=status)


@page(P.WALK)
@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    """Close a walk: what was seen becomes findings."""
    found = _walk_or_404(request, pk)
    done = _("Rondgang afgesloten. Elke vaststelling is nu een bevinding.")
    pressed(request, lambda: actions.close_walk(request.actor, walk=found), done)
    return redirect(reverse("packs-walk", args=[one_authority(request).slug, found.pk]))


def _spot_or_404(request: Request, pk: UUID) -> Spot:
    rows = Spot.objects.filter(authority=one_authority(request), pk=pk)
    found: Spot | None = rows.select_related("walk", "authority").first()
    if found is None:
        raise Http404
    return found


@page(P.WALK)
@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Take an observation away."""
    spot = _spot_or_404(request, pk)
    pressed(request, lambda: actions.drop_spot(request.actor, spot=spot), _("Vaststelling weggehaald."))
    return redirect(reverse("packs-walk", args=[one_authority(request).slug, spot.walk.pk]))


@page(P.WALK)
@require_GET
def photo(request: Request, pk: UUID) -> HttpResponseBase:
    """The photo of an observation, as a file to keep."""
    spot = _spot_or_404(request, pk)
    if not spot.photo_sha256:
        raise Http404
    return sealed_file(spot.photo_sha256, spot.photo_name, spot.photo_type)
