"""Forms in the voice of Roeland."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.documents.web.forms import AttachForm
from roeland.people.web.forms import ImportForm
from roeland.ui.form import DateField, Form, MomentField


class Sample(Form):
    when = DateField(label="Datum")
    moment = MomentField(label="Tijdstip", required=False)
    title = forms.CharField(label="Titel", max_length=60, help_text="Kort en duidelijk.")
    kind = forms.ChoiceField(label="Soort", choices=[("", "-"), ("a", "A")])
    sure = forms.BooleanField(label="Nagekeken", required=False)
    way = forms.ChoiceField(label="Weg", widget=forms.RadioSelect, choices=[("x", "X")], required=False)


def test_every_fault_is_named_beside_its_field_and_on_top() -> None:
    form = Sample({"when": "31/02/2026"})
    html = form.render()
    assert form.error_title == "Drie velden vragen nog iets."
    assert form.error_links == [
        ("id_when", "Die datum bestaat niet. Schrijf bijvoorbeeld 17/11/2026."),
        ("id_title", "Vul titel in."),
        ("id_kind", "Kies soort."),
    ]
    assert '<a href="#id_title">Vul titel in.</a>' in html
    assert html.index('id="id_title_error"') > html.index('for="id_title"')
    assert html.index('id="id_title_error"') < html.index('name="title"')
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_one_fault_is_singular_and_optional_fields_say_so() -> None:
    form = Sample({"when": "17/11/2026", "title": "", "kind": "a"})
    html = form.render()
    assert form.error_title == "Eén veld vraagt nog iets."
    assert html.count("mag leeg blijven") == 2  # the moment and the radio; a tick needs no words
    assert " style=" not in html


@pytest.mark.parametrize("typed", ["2026-11-17", "17/11/2026"])
def test_dates_are_read_as_the_browser_and_as_a_belgian_writes_them(typed: str) -> None:
    form = Sample({"when": typed, "title": "t", "kind": "a", "moment": "2026-11-17T16:20"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == date(2026, 11, 17)
    assert form.cleaned_data["moment"] == datetime(2026, 11, 17, 16, 20, tzinfo=ZoneInfo("Europe/Brussels"))


def test_refusals_of_a_verb_land_under_their_field_or_on_top() -> None:
    form = Sample({"when": "2026-11-17", "title": "t", "kind": "a"})
    assert form.is_valid()
    form.take_errors({"title": ["Die titel bestaat al."], "__all__": ["Deze taak is al gesloten."]})
    assert form.error_links == [("", "Deze taak is al gesloten."), ("id_title", "Die titel bestaat al.")]


def test_what_somebody_typed_is_escaped() -> None:
    html = Sample({"title": '"><script>x</script>'}).render()
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Waarop steunt de vraag", "Vul een antwoord in bij “Waarop steunt de vraag”."),
        ("Welke raadpleging?", "Vul een antwoord in bij “Welke raadpleging?”."),
        ("Aan wie geef je het door?", "Vul een antwoord in bij “Aan wie geef je het door?”."),
        ("Waarom, of je vraag", "Vul een antwoord in bij “Waarom, of je vraag”."),
        ("Waarde", "Vul waarde in."),
        ("Hoedanigheid", "Vul hoedanigheid in."),
        ("Van", "Vul van in."),
        ("Datum van de DPIA", "Vul datum van de DPIA in."),
        ("KSZ-nummer", "Vul KSZ-nummer in."),
        ("IP-adres van Roeland", "Vul IP-adres van Roeland in."),
        ("E-mailadres", "Vul e-mailadres in."),
        ("Vlaamse code", "Vul Vlaamse code in."),
    ],
)
def test_a_question_is_no_noun_in_an_error(label: str, words: str) -> None:
    class Asking(Form):
        one = forms.CharField(label=label)

    assert Asking({}).errors["one"] == [words]


class Bounded(Form):
    minutes = forms.IntegerField(label="Hoeveel minuten heb je?", min_value=20, max_value=240)
    share = forms.DecimalField(label="Aandeel in %", min_value=1, max_value=100)
    code = forms.CharField(label="Code", min_length=4, max_length=6)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("minutes", "5", "Vul bij “Hoeveel minuten heb je?” minstens 20 in."),
        ("minutes", "500", "Vul bij “Hoeveel minuten heb je?” hoogstens 240 in."),
        ("minutes", "veel", "Vul bij “Hoeveel minuten heb je?” een geheel getal in."),
        ("share", "0", "Vul bij “Aandeel in %” minstens 1 in."),
        ("share", "half", "Vul bij “Aandeel in %” een getal in."),
        ("code", "abc", "Schrijf bij “Code” minstens 4 tekens. Het zijn er nu 3."),
        ("code", "abcdefg", "Schrijf bij “Code” hoogstens 6 tekens. Het zijn er nu 7."),
    ],
)
def test_what_is_out_of_bounds_names_its_field(name: str, typed: str, words: str) -> None:
    """The summary on top shows the sentence by itself."""
    form = Bounded({"minutes": "45", "share": "50", "code": "abcd", name: typed})
    assert form.errors == {name: [words]}
    assert form.error_links == [(f"id_{name}", words)]


@pytest.mark.parametrize("kind", [ImportForm, AttachForm])
def test_an_empty_file_is_named(kind: type[Form]) -> None:
    """Of more than one that was chosen, or in a folder with many, one knows which."""
    form = kind({}, {"file": SimpleUploadedFile("personen 2026.csv", b"")})
    assert form.errors["file"] == ["personen 2026.csv is leeg. Kies een ander bestand, of vraag het opnieuw."]


def test_no_form_takes_a_file_by_a_field_that_names_none() -> None:
    """Each form has the field of this room, so that it says which file."""
    here = Path(__file__).parents[2] / "src" / "roeland"
    found = [path.name for path in here.rglob("*.py") if " = forms.FileField(" in path.read_text(encoding="utf-8")]
    assert found == []  # `class FileField(forms.FileField)` is a base, no field
