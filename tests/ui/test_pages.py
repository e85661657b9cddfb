"""The sheet of components, the frame, the theme, the plain pages; and what every template must not hold."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

import roeland.ui
from roeland.ui import render
from roeland.ui.shell import Shell, context
from tests.ui.shells import officer

ROOM = Path(roeland.ui.__file__).parent
STATIC = ROOM / "static/ui"
TEMPLATES = sorted(ROOM.rglob("*.html"))


@pytest.fixture
def sheet(client: Client, settings: object, db: None) -> str:
    settings.ROELAND_SHELL = "tests.ui.shells.officer"  # type: ignore[attr-defined]
    response = client.get("/onderdelen/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_sheet_shows_every_component_once_and_keeps_the_policy(sheet: str) -> None:
    assert sheet.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son\w+=|javascript:", sheet)
    assert not re.search(r"<script(?![^>]*\bsrc=)", sheet)
    for css in (
        "work",
        "heat",
        "ruler",
        "timeline",
        "chain",
        "drop",
        "banner",
        "access",
        "empty",
        "dialog",
        "toast",
        "progress",
        "callout c-bad",
    ):
        assert f'class="{css}' in sheet, css


def test_ids_are_unique_and_labels_point_at_something(sheet: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', sheet)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'(?:\sfor|popovertarget|aria-labelledby)="([^"]+)"', sheet):
        assert set(target.split()) <= set(ids), target


def test_every_icon_named_is_in_the_sprite(sheet: str) -> None:
    known = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    assert set(re.findall(r"icons\.svg#([\w-]+)", sheet)) <= known
    for path in TEMPLATES:
        assert set(re.findall(r'{% icon "([\w-]+)"', path.read_text())) <= known, path


def test_an_unknown_attribute_is_refused() -> None:
    for wrong in (
        '{% status "late" colour="red" %}',
        '{% button "x" kind="primary" klass="y" %}',
        '{% callout tone="x" %}y{% endcallout %}',
        "{% table t dense=True %}",
    ):
        with pytest.raises(TemplateSyntaxError):
            Template("{% load ui %}" + wrong)
    for wrong in ('{% button "x" kind="huge" %}', '{% mark "9" %}', '{% callout kind="loud" %}y{% endcallout %}'):
        with pytest.raises(TemplateSyntaxError):
            Template("{% load ui %}" + wrong).render(Context())
    with pytest.raises(ValueError, match="magenta"):
        Template('{% load ui %}{% status "magenta" %}').render(Context())


def test_components_escape_what_they_show() -> None:
    html = Template(
        '{% load ui %}{% status "late" word=w %}{% button w %}{% callout title=w %}{{ w }}{% endcallout %}'
    ).render(Context({"w": "<i>x"}))
    assert "<i>" not in html
    assert html.count("&lt;i&gt;x") == 4


def test_the_frame_shows_counts_only_where_given_and_one_current_authority() -> None:
    request = RequestFactory().get("/?hier=Vandaag")
    html = render_to_string("ui/page.html", {"shell": officer(request), "theme": "donker", "themes": []}, request)
    assert html.count('class="nav-count"') == 4
    assert html.count('aria-current="page"') == 2  # the item and the last breadcrumb
    assert 'data-theme="donker"' in html
    assert "Informatieveiligheids\u00addienst" in html
    assert html.count("<main") == 1


def test_one_authority_is_a_plain_name() -> None:
    request = RequestFactory().get("/")
    whole = officer(request)
    html = render_to_string(
        "ui/page.html",
        {"shell": Shell(whole.navigation, whole.authorities[1:2], "An Peeters", "Systeemingenieur")},
        request,
    )
    assert 'popovertarget="besturen"' not in html
    assert "AP</span>" in html


def test_nobody_signed_in_gets_the_plain_frame(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert context(request)["shell"] is None
    assert "popovertarget" not in render_to_string("ui/page.html", {"shell": None, "theme": "toestel"}, request)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("404", "Deze pagina is er niet, of niet voor jou"),
        ("403", "niet voor jou"),
        ("403_csrf", "te oud"),
        ("500", "Er liep iets fout"),
    ],
)
def test_plain_pages_need_no_context(name: str, words: str) -> None:
    html = render_to_string(f"{name}.html", {})
    assert words in html
    assert html.count("<h1>") == 1


@pytest.mark.django_db
def test_the_theme_is_remembered_and_leads_back(client: Client) -> None:
    response = client.post("/thema/", {"thema": "donker", "terug": "/onderdelen/?x=1"})
    assert (response.status_code, response["Location"]) == (302, "/onderdelen/?x=1")
    assert response.cookies["thema"].value == "donker"
    assert 'data-theme="donker"' in client.get("/onderdelen/").content.decode()
    assert client.post("/thema/", {"thema": "roze", "terug": "https://elders.example/"})["Location"] == "/"
    assert client.post("/thema/", {"terug": "//elders.example/"})["Location"] == "/"
    assert client.get("/thema/").status_code == 405


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_are_short_and_keep_the_policy(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 150
    assert not re.search(r"\sstyle=|\son(click|load|change|submit)=|<style|\|safe\b|mark_safe", text)


def test_the_look_stays_light() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("*.css")) <= 60_000
    assert len((STATIC / "ui.js").read_text().splitlines()) < 300
    assert all("@layer" in path.read_text() for path in STATIC.glob("*.css"))
    assert "http" not in "".join(path.read_text() for path in STATIC.glob("*.css"))


def test_long_compounds_get_a_soft_hyphen() -> None:
    assert render.soft("Informatieveiligheidsconsulent") == "Informatieveiligheids\u00adconsulent"
    assert render.soft("Verslagen") == "Verslagen"
