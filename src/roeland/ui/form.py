"""Forms in the voice of Roeland: label above, hint, error between label and field, a summary of errors on top.

`Form` is the base class of every form; `{{ form }}` renders the summary and all fields. Optional fields say *mag leeg blijven*.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roeland.ui import dates

_QUESTIONS = frozenset("hoe hoeveel waar waarom waarop waarover waarvoor wanneer wat welk welke wie".split())
_ABOUT_WHO = ("aan wie", "door wie", "van wie", "voor wie")
_CHOOSE = (forms.ChoiceField, forms.ModelChoiceField, forms.TypedChoiceField)
_PLAIN_INPUTS = (
    forms.CheckboxInput,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.ClearableFileInput,
    forms.FileInput,
    forms.HiddenInput,
)
_SHORT, _MEDIUM, _LONG, _ROWS = 12, 60, 120, 4


class UiRenderer(DjangoTemplates):
    """Renders forms and fields by the templates of this room."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateInput(forms.DateInput):
    """The browser's own date field; without one, d/m/jjjj is read too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "input w-s", **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A date; reads 2026-11-17 and 17/11/2026."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        kwargs.setdefault(
            "error_messages", {"invalid": gettext_lazy("Die datum bestaat niet. Schrijf bijvoorbeeld 17/11/2026.")}
        )
        super().__init__(**kwargs)


class FileField(forms.FileField):
    """A file, whose name is said when it is empty."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except forms.ValidationError as error:
            if error.code != "empty":
                raise
            words = _("%(file)s is leeg. Kies een ander bestand, of vraag het opnieuw.")
            raise forms.ValidationError(words % {"file": self.called(data.name)}, code="empty") from None

    def called(self, name: str) -> str:
        """How a message calls a file."""
        return name


class MomentInput(forms.DateTimeInput):
    """The browser's own field for date and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "input w-m", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A date with a time on Belgian clocks; gives an aware datetime."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"])
        kwargs.setdefault(
            "error_messages",
            {"invalid": gettext_lazy("Dat tijdstip bestaat niet. Schrijf bijvoorbeeld 17/11/2026 16:20.")},
        )
        super().__init__(**kwargs)


class Form(forms.Form):
    """Base class of every form of Roeland."""

    default_renderer = UiRenderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the summary; the form's own errors have no id."""
        links = [("", str(message)) for message in self.non_field_errors()]
        for field in self:
            links += [(_first_id(field), str(message)) for message in field.errors]
        return links

    @property
    def error_title(self) -> str:
        """*Twee velden vragen nog iets.*"""
        count = sum(1 for field in self if field.errors)
        if not count:
            return _("Dit lukt nog niet.")
        words = ngettext("%(count)s veld vraagt nog iets.", "%(count)s velden vragen nog iets.", count)
        return dates.capital(words % {"count": dates.count_word(count)})

    def take_errors(self, errors: Mapping[str, Iterable[str]]) -> None:
        """Show the refusals of a verb: under their field when the form has it, else on top."""
        for name, messages in errors.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


def _first_id(field: forms.BoundField) -> str:
    return field.id_for_label or f"id_{field.html_name}"


def _dress(field: forms.Field) -> None:
    """Width after content and an error in our voice, unless the form chose its own."""
    widget = field.widget
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = (
            _ROWS if widget.attrs.get("rows") == "10" else widget.attrs["rows"]
        )  # 10 is Django's own choice
    if not isinstance(widget, _PLAIN_INPUTS) and "class" not in widget.attrs:
        widget.attrs["class"] = f"input {_width(field)}".strip()
    label = str(field.label or _("dit veld"))
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        choose, asks = isinstance(field, _CHOOSE), _is_question(label)
        words = _("Kies %(label)s.") if choose else _("Vul %(label)s in.")
        if asks:
            words = _("Kies een antwoord bij “%(label)s”.") if choose else _("Vul een antwoord in bij “%(label)s”.")
        field.error_messages["required"] = words % {"label": label if asks else dates.small(label)}
    _name_bounds(field, label)


def _name_bounds(field: forms.Field, label: str) -> None:
    """Name the field in what Django says of a number or a text out of bounds: in the summary *deze waarde* is anybody's."""
    words = {
        "min_value": _("Vul bij “%(label)s” minstens %%(limit_value)s in."),
        "max_value": _("Vul bij “%(label)s” hoogstens %%(limit_value)s in."),
        "min_length": _("Schrijf bij “%(label)s” minstens %%(limit_value)s tekens. Het zijn er nu %%(show_value)s."),
        "max_length": _("Schrijf bij “%(label)s” hoogstens %%(limit_value)s tekens. Het zijn er nu %%(show_value)s."),
    }
    named = {"label": label.replace("%", "%%")}  # the bounds are filled in later
    for code, message in words.items():
        field.error_messages.setdefault(code, message % named)
    for kind, message in (
        (forms.IntegerField, _("Vul bij “%(label)s” een geheel getal in.")),
        (forms.DecimalField, _("Vul bij “%(label)s” een getal in.")),
    ):
        if field.error_messages.get("invalid") == kind.default_error_messages["invalid"]:
            field.error_messages["invalid"] = message % {"label": label}


def _is_question(label: str) -> bool:
    """Whether a label asks something, so that it is no noun in a sentence: *Waarop steunt de vraag*, *Is het nagekeken?*"""
    words = label.lower()
    first = words.partition(" ")[0].rstrip(",")  # *Waarom, of je vraag*
    return words.endswith("?") or words.startswith(_ABOUT_WHO) or first in _QUESTIONS


def _width(field: forms.Field) -> str:
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "w-xs"
    if isinstance(field, _CHOOSE):
        return "w-m"
    longest = getattr(field, "max_length", None)
    if not longest or isinstance(field.widget, forms.Textarea):
        return ""
    return "w-s" if longest <= _SHORT else "w-m" if longest <= _MEDIUM else "w-l" if longest <= _LONG else ""
