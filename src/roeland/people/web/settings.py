"""Settings of the authority: names, hours, closing days."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import pressed, tried
from roeland.people import actions, queries
from roeland.people.models import ClosingDay
from roeland.people.rules import P
from roeland.people.values import WEEKDAYS
from roeland.people.web.common import row, to, today
from roeland.people.web.directory import sections
from roeland.people.web.forms import ClosingDayForm, EntityForm, HoursForm, ProfileForm
from roeland.ui.components import Definition

PROFILE = tuple(ProfileForm.base_fields)


@page(P.SETTINGS_SEE)
@require_GET
def settings(request: Request) -> HttpResponse:
    authority = one_authority(request)
    found = queries.settings_of(authority, today())
    profile = found.profile
    facts = [
        Definition(
            _("Rechtspersonen"),
            ", ".join(f"{one.name} ({one.kbo})" for one in found.entities) or _("nog niet ingevuld"),
        ),
        Definition(
            _("Technisch deel van het plan"),
            _("deel %(letter_technical)s") % {"letter_technical": profile.letter_technical},
        ),
        Definition(
            _("Algemeen deel van het plan"), _("deel %(letter_general)s") % {"letter_general": profile.letter_general}
        ),
        Definition(_("Leesrechten zoals de oude richtlijnen"), profile.seed_strict),
        Definition(_("Valt onder NIS2"), profile.nis2_entity),
        Definition(_("Tweede stap voor gesloten stukken"), profile.get_second_step_display()),
    ]
    context = {
        "facts": facts,
        "week": [(day, found.week.get(number, [])) for number, day in enumerate(WEEKDAYS)],
        "closing": found.closing,
        "authority": authority,
        "may_edit": may(request, P.SETTINGS_EDIT),
        "sections": sections(request, "people-settings"),
    }
    return render(request, "people/settings.html", context)


@page(P.SETTINGS_EDIT)
def profile(request: Request) -> HttpResponse:
    authority = one_authority(request)
    held = queries.profiles([authority.pk])[authority.pk]
    form = ProfileForm(request.POST or None, initial={name: getattr(held, name) for name in PROFILE})
    if form.is_valid() and tried(
        form, lambda: actions.change_profile(request.actor, authority=authority, changes=form.cleaned_data)
    ):
        return to(request, "people-settings")
    request.crumb = _("Bestuur")
    context = {
        "title": _("Instellingen wijzigen"),
        "form": form,
        "verb": _("Instellingen bewaren"),
        "back": url(request, "people-settings"),
    }
    return render(request, "people/form.html", context)


@page(P.SETTINGS_EDIT)
def entity(request: Request) -> HttpResponse:
    """Name the municipality or the OCMW with its number; again for the same kind corrects it."""
    authority = one_authority(request)
    form = EntityForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: actions.name_entity(request.actor, authority=authority, **form.cleaned_data)
    ):
        return to(request, "people-settings")
    request.crumb = _("Rechtspersoon")
    context = {
        "title": _("Rechtspersoon invullen"),
        "lead": _("Een bestuur telt er twee: de gemeente en het OCMW. Staat een van beide er al, dan verbeter je die."),
        "form": form,
        "verb": _("Rechtspersoon bewaren"),
        "back": url(request, "people-settings"),
    }
    return render(request, "people/form.html", context)


@page(P.SETTINGS_EDIT)
def hours(request: Request) -> HttpResponse:
    authority = one_authority(request)
    form = HoursForm(request.POST or None, initial=_initial(queries.working_week(authority)))
    if form.is_valid() and tried(
        form, lambda: actions.set_working_hours(request.actor, authority=authority, windows=form.windows())
    ):
        messages.success(request, _("De werkuren zijn bewaard."))
        return to(request, "people-settings")
    request.crumb = _("Werkuren")
    context = {"form": form, "back": url(request, "people-settings")}
    return render(request, "people/hours.html", context)


def _initial(week: dict[int, list[Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for day, windows in week.items():
        for part, (opens, closes) in enumerate(windows[:2]):
            place = 1 if len(windows) == 1 and opens.hour >= 12 else part  # noqa: PLR2004 -- a lone afternoon
            found[f"opens_{day}_{place}"], found[f"closes_{day}_{place}"] = opens, closes
    return found


@page(P.SETTINGS_EDIT)
def closing_day(request: Request) -> HttpResponse:
    authority = one_authority(request)
    form = ClosingDayForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: actions.add_closing_day(request.actor, authority=authority, **form.cleaned_data)
    ):
        return to(request, "people-settings")
    request.crumb = _("Sluitingsdag")
    context = {
        "title": _("Sluitingsdag toevoegen"),
        "lead": _(
            "Wettelijke feestdagen kent Roeland al. Wat op die dag moest gebeuren, schuift naar de werkdag ervoor. "
            "Wettelijke datums schuiven nooit."
        ),
        "form": form,
        "verb": _("Sluitingsdag toevoegen"),
        "back": url(request, "people-settings"),
    }
    return render(request, "people/form.html", context)


@page(P.SETTINGS_EDIT)
@require_POST
def strike_closing_day(request: Request, pk: UUID) -> HttpResponse:
    found = row(ClosingDay, pk)
    pressed(
        request,
        lambda: actions.remove_closing_day(request.actor, closing_day=found),
        _("De sluitingsdag is geschrapt."),
    )
    return to(request, "people-settings")
