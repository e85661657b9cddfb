"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.documents.actions.making import CLASSES
from roeland.documents.render import Tlp
from roeland.documents.values import LANGUAGES, REVIEW_MONTHS, DocumentKind
from roeland.kernel.rights import RIGHTS
from roeland.ui.form import DateField, FileField, Form

ROWS = 28
Pairs = list[tuple[str, str]]


class PropertiesForm(Form):
    """What a document is; `persons` may own it."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    kind = forms.ChoiceField(label=_("Soort"), choices=[(k.value, k.label.capitalize()) for k in DocumentKind])
    owner = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Eigenaar"),
        required=False,
        empty_label=_("niemand"),
        help_text=_("Wie het document bijhoudt en op tijd herziet."),
    )
    approve_role = forms.ChoiceField(
        label=_("Wie keurt goed"), choices=[(role.id, role.nl.capitalize()) for role in RIGHTS.roles.values()]
    )
    approve_body = forms.ChoiceField(
        label=_("Welk orgaan beslist"),
        required=False,
        choices=[("", _("geen, de persoon hierboven beslist")), *((k, str(b["nl"])) for k, b in RIGHTS.bodies.items())],
        help_text=_("Beslist een orgaan, dan noteert wie goedkeurt het besluit met zijn datum."),
    )
    tlp = forms.ChoiceField(
        label=_("Hoe ver mag het gaan (TLP)"), choices=[(t.value, f"{t.value}, {t.words}") for t in Tlp]
    )
    information_class = forms.TypedChoiceField(
        label=_("Vlaamse informatieklasse"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("niet bepaald")), *((n, f"klasse {n}") for n in range(1, CLASSES + 1))],
    )
    language = forms.ChoiceField(
        label=_("Taal"), choices=[(code, words) for code, (_tag, words) in LANGUAGES.items()], initial="nl"
    )
    review_months = forms.IntegerField(
        label=_("Herzien om de (maanden)"), min_value=1, max_value=120, initial=REVIEW_MONTHS
    )

    def __init__(self, *args: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class NewForm(PropertiesForm):
    """A new document: for which readers, and from which text."""

    audience = forms.ChoiceField(label=_("Wie leest het"))
    field_order = ("title", "kind", "audience")

    def __init__(self, *args: Any, circles: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = circles  # type: ignore[attr-defined] # a ChoiceField
        self.fields["tlp"].required = False
        self.fields["tlp"].choices = [("", _("zoals de lezerskring")), *self.fields["tlp"].choices]  # type: ignore[attr-defined]
        self.fields["tlp"].initial = ""


class ReadersForm(Form):
    """Another circle of readers."""

    audience = forms.ChoiceField(label=_("Wie leest het"))

    def __init__(self, *args: Any, circles: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = circles  # type: ignore[attr-defined] # a ChoiceField


class TextForm(Form):
    """The text of a draft, with the saving it was written on."""

    text = forms.CharField(label=_("Tekst"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": ROWS}))
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    merges = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FileForm(Form):
    """A file that becomes the version."""

    file = FileField(
        label=_("Bestand"),
        help_text=_("Word, OpenDocument, PDF of tekst, hoogstens 50 MB. De tekst wordt doorzoekbaar."),
    )


class AttachForm(Form):
    """An attachment."""

    file = FileField(label=_("Bestand"))
    label = forms.CharField(label=_("Wat het is"), max_length=200, required=False)


class CommentForm(Form):
    """A remark."""

    text = forms.CharField(label=_("Opmerking"), widget=forms.Textarea(attrs={"rows": 3}))
    anchor = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(Form):
    """A reason."""

    reason = forms.CharField(label=_("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NothingForm(Form):
    """A question that is answered by its button."""


class ApproveForm(Form):
    """When it was decided, and where that stands."""

    on = DateField(label=_("Beslist op"))
    decision = forms.CharField(label=_("Besluit"), max_length=300, required=False)

    def __init__(self, *args: Any, body: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        field.required = bool(body)
        field.help_text = (
            f"Het besluit van de {body}, met zijn nummer of agendapunt."
            if body
            else "Een verwijzing of een toelichting."
        )


class PublishForm(Form):
    """What is new, and whether it has to be read again."""

    changes = forms.CharField(
        label=_("Wat er veranderde"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In een paar zinnen, voor wie de vorige versie las."),
    )
    ask_again = forms.BooleanField(label=_("Laat wie de vorige versie aanvaardde, deze opnieuw lezen"), required=False)


class VersionForm(Form):
    """How big the step is."""

    step = forms.ChoiceField(
        label=_("Welke stap"),
        widget=forms.RadioSelect,
        choices=[("minor", _("Kleine wijziging")), ("major", _("Nieuwe uitgave"))],
        initial="minor",
    )


class ReplaceForm(Form):
    """Which document takes its place."""

    by = forms.ModelChoiceField(queryset=None, label=_("Vervangen door"))  # type: ignore[var-annotated]

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = documents  # type: ignore[attr-defined] # a ModelChoiceField
