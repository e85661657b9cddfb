"""Who reads one closed document for a while sees that document and nothing else; another authority sees nothing at all."""

from datetime import timedelta

import pytest

from roeland.documents.models import Document, Inspection
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from tests.conformance.conftest import logged_in
from tests.conformance.leaks.walker import Walker, unpacked
from tests.conformance.leaks.ways import addresses, asked, lists
from tests.conformance.leaks.words import SEED, Sown
from tests.conformance.test_pages import BARE

pytestmark = pytest.mark.sqlite


def let_in(sown: Sown, walker: Walker, audience: str, kind: str) -> None:
    now = clock.now()
    with gate.opened(), scope(sown.world.system, [sown.world.zonderbeke]):
        paper = sown.papers["zonderbeke", audience, "published"]
        if kind == "meeting":
            Document.objects.filter(pk=paper.pk).update(
                papers_from=now - timedelta(hours=1), papers_until=now + timedelta(hours=1)
            )
            return
        Inspection.objects.create(
            authority=sown.world.zonderbeke, audience=audience, document=paper, kind=kind, person=walker.person,
            opened_at=now - timedelta(minutes=1), entered_at=now if kind == "onsite" else None, closes_at=now + timedelta(minutes=40),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "audience", "kind"),
    [
        ("councillor", "plan_general", "onsite"),
        ("councillor", "plan_technical", "onsite"),  # after an answered request
        ("external_auditor", "plan_technical", "mandate"),
        ("councillor", "annual_report", "meeting"),
    ],
)
@BARE
def test_a_temporary_reader_sees_that_document_and_nothing_else(
    sown: Sown, role: str, audience: str, kind: str
) -> None:
    """The published text of one document: no draft of it, no file unless it lies before a meeting, and no other document."""
    walker = Walker(sown, role, extra=frozenset({(audience, "published")}))
    let_in(sown, walker, audience, kind)
    key = ("zonderbeke", audience, "published")
    home = f"/zonderbeke/documenten/{sown.papers[key].number}/"
    if kind == "meeting":
        text = unpacked(walker.client.get(home))
        told = {sown.words[word].part for word in sown.seen(text)}
        assert {"title", "content"} <= told <= {"title", "content", "decision", "changes", "filename", "filelabel"}
        return
    assert walker.look(home)[0] == 200
    for form in ("pdf", "docx", "html"):
        assert walker.look(f"{home}versies/1.0/{form}/")[0] == 404
    assert sown.word(key, "content", shown=True) in walker.seen
    walker.walk()
    walker.call()
    assert not walker.leaks, "\n".join(walker.leaks)


@BARE
def test_another_authority_sees_nothing(sown: Sown) -> None:
    """Officer, director and DPO of Lissegem at once: not one word of Zonderbeke."""
    sown.world.employ("vreemd", ["security_officer", "general_director", "dpo"], sown.world.lissegem)
    client, found = logged_in(sown.world.accounts["vreemd"]), set[str]()

    def look(where: str) -> str:
        answer = unpacked(client.get(where))
        found.update(SEED.findall(answer))
        return answer

    for route in lists():
        for slug in ("zonderbeke", "lissegem"):
            where = "/" + route.pattern.replace("<slug:authority>", slug)
            for more in asked(where, look(where)):
                look(more)
    for number, key in enumerate(sown.papers):
        for place in ("zonderbeke", "lissegem"):
            for turn, where in enumerate(addresses(sown, key, place)):
                if turn == 0 or (turn + number) % 4 == 0:
                    look(where)
    known = sown.words.keys() | sown.seeds.keys()
    assert {sown.slug_of(word) for word in found & known} == {"lissegem"}
