"""The page Logboek: who sees what, filters, one entry, its proof, the bundle, and a fixed number of statements."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger import keys, verify
from roeland.ledger.actions import record_audit
from roeland.ledger.facts import FACTS
from roeland.ledger.models import LedgerEntry, LedgerTree
from roeland.ledger.web import entry_parts
from roeland.people.actions import add_person
from roeland.ui.render import cell
from tests.conformance.surfaces import import_everything
from tests.ledger.filled import START, fill, name_team
from tests.world import World

Browse = Callable[[str], Client]


@pytest.fixture
def tree(world: World, settings: object, tmp_path: Path) -> LedgerTree:
    settings.ROELAND_DATA = tmp_path  # type: ignore[attr-defined]
    fill(world, range(3))
    name_team(world.actor("bert"), authority=world.zonderbeke, name="Burgerzaken <b>")
    return LedgerTree.objects.get(authority_id=world.zonderbeke.pk)


def test_the_list_tells_who_did_what(tree: LedgerTree, browse: Browse) -> None:
    text = browse("bert").get("/zonderbeke/logboek/").content.decode()
    assert "noemde een dienst Burgerzaken &lt;b&gt;" in text
    assert "Bert Maes" in text
    assert "Roeland" in text
    assert "4 logregels" in text
    assert 'href="/zonderbeke/logboek/3/"' in text
    assert (
        "Logboek exporteren" not in text
    )  # the director does not read every audience, so the whole log is not for him
    assert "Logboek exporteren" in browse("dina").get("/zonderbeke/logboek/").content.decode()


def test_filters(tree: LedgerTree, world: World, browse: Browse) -> None:
    client = browse("bert")
    one = client.get(f"/zonderbeke/logboek/?wie={world.person('bert').pk}").content.decode()
    assert "1 logregel</b> van 4" in one
    about = LedgerEntry.everything.get(idx=3).object_id
    narrowed = client.get(f"/zonderbeke/logboek/?onderwerp={about}").content.decode()
    assert "1 logregel</b> van 4" in narrowed
    assert "Burgerzaken" in narrowed
    assert "Dienst 1" not in narrowed
    with clock.at(START):
        nothing = client.get("/zonderbeke/logboek/?wanneer=vorig").content.decode()
    assert "Geen treffers met deze filters" in nothing
    assert "4 logregels" in client.get("/zonderbeke/logboek/?wie=x&wat=y&wanneer=z&onderwerp=q").content.decode()
    assert "Dienst 1" in client.get("/zonderbeke/logboek/?wat=test:team:named").content.decode()


def test_who_may_not_read_gets_the_same_404_as_for_nothing(tree: LedgerTree, browse: Browse) -> None:
    assert browse("an").get("/zonderbeke/logboek/3/").status_code == 200
    for name, url in (
        ("chris", "/zonderbeke/logboek/"),
        ("emil", "/zonderbeke/logboek/3/"),
        ("bert", "/zonderbeke/logboek/99/"),
    ):
        assert browse(name).get(url).status_code == 404, (name, url)
    assert "Logboek exporteren" not in browse("an").get("/zonderbeke/logboek/").content.decode()
    assert browse("an").post("/zonderbeke/logboek/bundel/").status_code == 404


def test_one_entry_and_its_proof(tree: LedgerTree, browse: Browse) -> None:
    client = browse("bert")
    text = client.get("/zonderbeke/logboek/3/").content.decode()
    assert "algemeen directeur" in text
    assert bytes(LedgerEntry.everything.get(idx=3).leaf_hash).hex() in text
    response = client.get("/zonderbeke/logboek/3/logbewijs/")
    assert response["Content-Disposition"] == 'attachment; filename="zonderbeke-3.tlog-proof"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert verify.check_proof(response.content, keys.vkeys(tree)[-1]) == []
    assert keys.vkeys(tree)[-1] in client.get("/zonderbeke/logboek/3/").content.decode().replace("&#x27;", "'")
    script = client.get("/zonderbeke/logboek/verify.py").content
    assert script == Path(verify.__file__).read_bytes()


def test_the_bundle_goes_out_and_says_so(tree: LedgerTree, browse: Browse, tmp_path: Path) -> None:
    client = browse("dina")
    assert browse("bert").post("/zonderbeke/logboek/bundel/").status_code == 404
    response = client.post("/zonderbeke/logboek/bundel/")
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined] # a file response
    assert verify.check_bundle(data, keys.vkeys(tree)[-1]) == []
    assert "exporteerde het logboek" in client.get("/zonderbeke/logboek/").content.decode()
    assert client.get("/zonderbeke/logboek/bundel/").status_code == 405


def test_the_number_of_statements_does_not_grow(tree: LedgerTree, world: World, browse: Browse) -> None:
    client = browse("bert")
    client.get("/zonderbeke/logboek/")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/zonderbeke/logboek/?per=100").status_code == 200
        return len(captured)

    before = count()
    fill(world, range(10, 90))
    assert count() == before


def test_all_authorities_at_once(tree: LedgerTree, world: World, browse: Browse) -> None:
    name_team(world.system, authority=world.lissegem, name="Dienst in Lissegem")
    text = browse("dina").get("/logboek/").content.decode()
    assert "Dienst in Lissegem" in text
    assert "Burgerzaken" in text
    assert 'href="/lissegem/logboek/0/"' in text
    assert "Burgerzaken" not in browse("emil").get("/logboek/").content.decode()


def test_an_empty_log_says_so(world: World, browse: Browse) -> None:
    assert "Het logboek is nog leeg" in browse("bert").get("/zonderbeke/logboek/").content.decode()


def test_the_fields_of_every_fact_are_called_in_dutch() -> None:
    """A new fact with a new field needs a word in data/fields.yaml."""
    import_everything()
    used = {f.name for fact in FACTS.values() if fact.code.split(":")[0] not in ("test", "bench") for f in fields(fact)}
    assert used - {"about"} - set(entry_parts.labels()) == set()


def test_erasing_asks_for_a_ground_and_keeps_the_line(tree: LedgerTree, browse: Browse) -> None:
    client, url = browse("bert"), "/zonderbeke/logboek/3/wissen/"
    assert "Tekst wissen" in client.get("/zonderbeke/logboek/3/").content.decode()
    assert "niet ongedaan gemaakt" in client.get(url).content.decode()
    assert "Kies een grondslag." in client.post(url, {}).content.decode()
    assert "Burgerzaken" in client.get("/zonderbeke/logboek/3/").content.decode()
    assert client.post(url, {"ground": "avg-17-1-d"}).status_code == 302
    after = client.get("/zonderbeke/logboek/3/").content.decode()
    assert "Burgerzaken" not in after
    assert "De tekst is gewist" in after
    assert "Tekst wissen" not in after
    assert client.get(url).status_code == 302  # there is nothing left to erase
    assert client.get("/zonderbeke/logboek/4/wissen/").status_code == 302  # an erasure stays readable
    assert (
        "wiste de tekst van logregels 3 (onrechtmatig verwerkt)" in client.get("/zonderbeke/logboek/").content.decode()
    )
    for name in ("an", "dina", "chris"):
        assert browse(name).get(url).status_code == 404


def test_a_command_at_the_server_is_called_by_its_user(world: World, browse: Browse) -> None:
    operator = Actor.os_user("root", [world.zonderbeke.pk])
    add_person(operator, authority=world.zonderbeke, given_name="Wim", family_name="Baert")
    text = browse("bert").get("/zonderbeke/logboek/").content.decode()
    assert "root (server)" in text


def test_an_audit_counts_entries_and_a_year_is_no_quantity(tree: LedgerTree, world: World, browse: Browse) -> None:
    record_audit(world.system, authority=world.zonderbeke, size=2816, problems=())
    page = browse("bert").get("/zonderbeke/logboek/4/").content.decode()
    assert re.search(r"<dt>aantal logregels</dt><dd>2\s816</dd>", page)
    assert "bytes" not in page
    [year] = entry_parts.text_rows({"year": 2025})
    assert cell(year.value) == "2025"
    [nested] = entry_parts.text_rows({"parts": [{"year": 2025}]})
    assert "2025" in str(nested.value)
