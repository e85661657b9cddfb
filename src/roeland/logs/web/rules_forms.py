"""The forms about rules: the whole text, one rule, and who takes a version into use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.scrutiny.editing import MOST_DAYS, MOST_POINTS, Change
from roeland.scrutiny.rulebook import Rulebook
from roeland.ui.form import Form

NOTE = 300


class NoteForm(Form):
    """What every change says of itself."""

    note = forms.CharField(
        label=_("Wat is er anders"), max_length=NOTE, help_text=_("Eén zin, voor wie de versie in gebruik neemt.")
    )


class TextForm(NoteForm):
    """The whole text, as it is written."""

    text = forms.CharField(
        label=_("Regels"),
        strip=False,
        max_length=120_000,
        widget=forms.Textarea(
            attrs={"class": "input rules-text", "rows": 32, "spellcheck": "false", "autocapitalize": "off"}
        ),
    )
    field_order = ("text", "note")


class ExplanationForm(NoteForm):
    """The common changes to one explanation."""

    before = forms.FloatField(label=_("Dagen ervoor"), min_value=0, max_value=MOST_DAYS)
    after = forms.FloatField(
        label=_("Dagen erna"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Een deel van een dag mag: 0,5 is twaalf uur."),
    )
    services = forms.CharField(
        label=_("Raadplegingen"),
        max_length=1000,
        required=False,
        help_text=_("Delen van de naam, met een komma ertussen. Leeg: de regel geldt voor alle raadplegingen."),
    )
    strength = forms.IntegerField(
        label=_("Sterkte"), min_value=0, max_value=99, help_text=_("De sterkste verklaring telt als er meer zijn.")
    )
    field_order = ("before", "after", "services", "strength", "note")


class FlagForm(NoteForm):
    """The common changes to one sign."""

    weight = forms.FloatField(
        label=_("Gewicht"),
        min_value=0,
        max_value=MOST_POINTS,
        help_text=_("Punten per raadpleging. Met 0 staat het signaal uit."),
    )
    cap = forms.IntegerField(
        label=_("Hoogstens"), min_value=0, max_value=MOST_POINTS, help_text=_("Zo vaak telt het in één geval.")
    )
    field_order = ("weight", "cap", "note")


class MinimumForm(NoteForm):
    """From how many points on a case is a question."""

    minimum = forms.FloatField(
        label=_("Punten vanaf wanneer een geval een vraag is"), min_value=0.1, max_value=MOST_POINTS
    )
    field_order = ("minimum", "note")


TITLES = {
    ExplanationForm: _("Een verklaring wijzigen"),
    FlagForm: _("Een signaal wijzigen"),
    MinimumForm: _("Vanaf wanneer een geval telt"),
}


def plain(value: float) -> float | int:
    """7 instead of 7.0, as somebody would type it."""
    return int(value) if value == int(value) else value


def form_for(book: Rulebook, rule: str, data: Any, note: str) -> tuple[NoteForm, str] | None:
    """The form of one rule (`gevallen`: the minimum) with its sentence; None when there is no such rule."""
    if rule == "gevallen":
        return MinimumForm(data, initial={"minimum": plain(book.minimum), "note": note}), ""
    for one in book.explanations:
        if one.id == rule:
            initial = {
                "before": plain(one.before),
                "after": plain(one.after),
                "strength": one.strength,
                "services": ", ".join(one.services),
            }
            return ExplanationForm(data, initial={**initial, "note": note}), one.sentence
    for flag in book.flags:
        if flag.id == rule:
            return FlagForm(data, initial={"weight": plain(flag.weight), "cap": flag.cap, "note": note}), flag.sentence
    return None


def change_of(form: NoteForm) -> Change:
    """What the form asks to change."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "note"}
    if "services" in values:
        values["services"] = tuple(part.strip().lower() for part in values["services"].split(",") if part.strip())
    return Change(**values)


class LiveForm(Form):
    """Why one does it alone."""

    reason = forms.CharField(
        label=_("Waarom neem je dit alleen in gebruik"),
        max_length=NOTE,
        help_text=_("Niemand anders kan dit hier vandaag. De reden komt in het logboek."),
    )
