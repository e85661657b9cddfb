"""Forms of the start of an authority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.duties.values import Severity
from roeland.packs.actions import LONGEST_ANSWER
from roeland.packs.values import Group
from roeland.ui.form import DateField, FileField, Form


class InterviewForm(Form):
    """One field per question of a sheet; everything may stay empty, so that a talk can go on another day."""

    def __init__(self, *args: Any, sheet: Group, answers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in sheet.questions:
            if question.given:
                continue
            self.fields[question.id] = forms.CharField(
                label=question.text,
                required=False,
                initial=answers.get(question.id, ""),
                max_length=LONGEST_ANSWER,
                help_text=_("Bijvoorbeeld: %(example)s") % {"example": question.example} if question.example else "",
                widget=forms.Textarea(attrs={"rows": 4, "class": "input"})
                if question.long
                else forms.TextInput(attrs={"class": "input"}),
            )


class WalkForm(Form):
    """Where and when."""

    place = forms.CharField(label=_("Welk gebouw"), max_length=200)
    on = DateField(label=_("Datum"), required=False)


class SpotForm(Form):
    """What is seen, with a photo: made for a phone in one hand."""

    photo = FileField(
        label=_("Foto"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("Geen gezichten en geen namen van burgers op de foto."),
    )
    where = forms.CharField(label=_("Waar"), max_length=200)
    seen = forms.CharField(label=_("Wat je ziet"), widget=forms.Textarea(attrs={"rows": 3}))
    severity = forms.ChoiceField(
        label=_("Hoe erg"), choices=[(s.value, s.label) for s in Severity], widget=forms.RadioSelect
    )
