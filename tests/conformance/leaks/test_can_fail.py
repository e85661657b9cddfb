"""The matrix can fail: a leak that is planted in the program is caught, on each kind of surface."""

import io
import zipfile

import pytest
from django.db.models import QuerySet
from django.http import HttpResponse

from roeland.documents.render import Document as Paper
from roeland.documents.render import Heading, Tlp, paragraph, render_pdf
from roeland.kernel import clock
from roeland.kernel.models import ScopedManager
from roeland.kernel.rights import RIGHTS
from roeland.people.actions import create_token
from tests.conformance.leaks.walker import Walker, unpacked
from tests.conformance.leaks.words import Sown, may_read
from tests.conformance.test_pages import BARE

pytestmark = pytest.mark.sqlite
KEY = ("zonderbeke", "plan_technical", "published")
API = "/api/v1/authorities/zonderbeke/documents?size=200"


def every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst mistake: the managers of documents no longer filter."""
    monkeypatch.setattr(ScopedManager, "get_queryset", lambda self: QuerySet(self.model, using=self.db))


LISTS = (
    "/zonderbeke/documenten/",
    "/zonderbeke/documenten/?export=csv",
    "/zonderbeke/documenten/?export=xlsx",
    "/zoek/?zoek=Lek",
)


def some(sown: Sown) -> Walker:
    """What staff see of a surface of each kind: a list, its exports, search, a list of the API."""
    walker = Walker(sown, "staff")
    for where in LISTS:
        walker.look(where)
    account = sown.world.accounts[walker.name]
    _, secret = create_token(sown.world.actor(walker.name), account=account, name="proef", scopes=["read"])
    walker.headers = {"Authorization": f"Bearer {secret}"}
    walker.look(API)
    return walker


@BARE
def test_rows_that_are_not_filtered_are_noticed(sown: Sown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each shows closed words, and each is reported. (The page of one document asks its permission once more: that is a second wall.)"""
    assert not some(sown).leaks
    every_row(monkeypatch)
    told = "\n".join(some(sown).leaks)
    for where in (*LISTS, API):
        assert f"{where} shows" in told, where


@BARE
def test_a_word_in_a_header_or_a_count_is_noticed(sown: Sown) -> None:
    walker, word = Walker(sown, "staff"), sown.word(KEY, "title", shown=True)
    response = HttpResponse("niets")
    response["Content-Disposition"] = f'attachment; filename="{word}.pdf"'
    walker.judge("een download", response)
    assert [leak for leak in walker.leaks if word in leak]


def test_words_inside_files_are_found(sown: Sown) -> None:
    """Text and title of a PDF, and a part of a package (Word, spreadsheet, bundle), hide nothing from the walker."""
    title, text = sown.word(KEY, "title", shown=True), sown.word(KEY, "text", shown=True)
    blocks = (Heading("Kop", 1, "kop"), paragraph(text))
    paper = Paper(
        title=title, authority="Zonderbeke", tlp=Tlp.RED, status="versie 1.0", moment=clock.now(), blocks=blocks
    )
    found = unpacked(HttpResponse(render_pdf(paper)))
    assert text in found
    assert found.count(title) > 1  # on the page, and in the properties
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("docProps/core.xml", f"<dc:title>{title}</dc:title>")
    assert title in unpacked(HttpResponse(package.getvalue()))


def test_every_circle_is_closed_to_somebody_and_open_to_somebody(sown: Sown) -> None:
    """Else a circle would be walked for nothing."""
    titles = {
        w.audience: w
        for w in sown.words.values()
        if w.part == "title" and w.state == "published" and w.slug == "zonderbeke"
    }
    for audience, word in titles.items():
        readers = {role for role in RIGHTS.roles if may_read(word, role)}
        assert readers, audience
        assert audience in {"policy", "kb_public"} or readers < set(RIGHTS.roles), audience
