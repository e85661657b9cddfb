"""Quotes beside an advice: gathered under a seal, compared, chosen by another than who gathered them; and who sees them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.governance import actions
from roeland.governance.models import Advice, Quote
from roeland.governance.queries import quotes
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from tests.governance.test_advice import WORDING, browse, given
from tests.world import World

DAY = date(2026, 5, 20)


def kept(world: World, advice: Advice, supplier: str = "Kabelbaas", by: str = "dina", **more: Any) -> Quote:
    values: dict[str, Any] = {"once": Decimal(1200), "yearly": Decimal(90), "link": "https://voorbeeld.be/o", **more}
    return actions.keep_quote(world.actor(by), advice=advice, supplier=supplier, quoted_on=DAY, **values)


def test_quotes_stand_side_by_side_and_the_lowest_is_marked(world: World) -> None:
    row = given(world)
    kept(world, row, "Kabelbaas", option=2)
    kept(world, row, "Draadwerk", option=2, once=Decimal(900), yearly=Decimal(200))
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = quotes.comparison(quotes.quotes_of(row), {2: "Laten doen"}, clock.today())
    assert [(one.quote.supplier, one.quote.whole, one.lowest) for one in found] == [
        ("Draadwerk", Decimal(1700), False),
        ("Kabelbaas", Decimal(1560), True),
    ]
    shown = browse(world, "dina").get(f"/zonderbeke/adviezen/{row.pk}/").content.decode()
    assert "Offertes naast elkaar" in shown
    assert "laagste" in shown
    assert "2. Laten doen" in shown
    assert "Kiezen" not in shown  # the adviser gathers, he does not choose


def test_who_gathered_them_all_does_not_choose(world: World) -> None:
    """The separation rule of roles.yaml, DLB art. 218."""
    row = given(world)
    mine = kept(world, row, by="bert")
    with pytest.raises(Refused, match="alle offertes zelf"):
        actions.choose_quote(world.actor("bert"), advice=row, quote=mine, reason="Goedkoop.")
    other = kept(world, row, "Draadwerk")
    with pytest.raises(NotAllowed):
        actions.choose_quote(world.actor("dina"), advice=row, quote=other, reason="Mooi.")
    with pytest.raises(Invalid, match="waarom"):
        actions.choose_quote(world.actor("bert"), advice=row, quote=other, reason=" ")
    actions.choose_quote(world.actor("bert"), advice=row, quote=other, reason="Vijf jaar garantie.")
    actions.choose_quote(world.actor("bert"), advice=row, quote=mine, reason="Draadwerk trok zich terug.")
    with scope(world.system, [world.zonderbeke]):
        assert [one.supplier for one in Quote.objects.exclude(chosen_on=None)] == ["Kabelbaas"]
        told = LedgerEntry.objects.filter(action="governance:quote:chosen").count()
    assert told == 2
    with pytest.raises(Refused, match="keuze is gemaakt"):
        kept(world, row, "Te laat")
    shown = browse(world, "dina").get(f"/zonderbeke/adviezen/{row.pk}/").content.decode()
    assert "Draadwerk trok zich terug." in shown
    assert "Vijf jaar garantie." not in shown


def test_what_is_no_quote_and_what_is_no_longer_one(world: World) -> None:
    row = given(world)
    with pytest.raises(Invalid, match="bestand van de offerte"):
        kept(world, row, link="")
    with pytest.raises(Invalid, match="hele adres"):
        kept(world, row, link="javascript:alert(1)")
    with pytest.raises(Invalid, match="optie die er staat"):
        kept(world, row, option=7)
    with pytest.raises(Invalid, match="programma"):
        kept(world, row, content=BytesIO(b"MZ"), name="offerte.exe")
    old = kept(world, row, valid_until=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="geldt niet meer"):
        actions.choose_quote(world.actor("bert"), advice=row, quote=old, reason="x")
    actions.remove_quote(world.actor("dina"), advice=row, quote=old)
    with scope(world.system, [world.zonderbeke]):
        assert not Quote.objects.exists()
    with pytest.raises(NotAllowed):
        kept(world, row, by="an")  # keeps contracts, reads no advice


def test_the_pages_and_the_sealed_file(world: World) -> None:
    row, dina, bert = given(world), browse(world, "dina"), browse(world, "bert")
    where = f"/zonderbeke/adviezen/{row.pk}/offertes/toevoegen/"
    sent = {"supplier": "Kabelbaas", "quoted_on": "2026-05-20", "once": "1 250,50".replace(" ", ""), "yearly": "0"}
    assert dina.post(where, sent).status_code == 422
    file = SimpleUploadedFile("offerte.html", b"<html>hallo</html>", content_type="text/html")
    assert dina.post(where, {**sent, "option": "1", "content": file}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        quote = Quote.objects.get()
    assert (quote.once, quote.option) == (Decimal("1250.50"), 1)
    got = bert.get(f"/zonderbeke/adviezen/offertes/{quote.pk}/bestand/")
    assert b"".join(got.streaming_content) == b"<html>hallo</html>"
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Type"] == "application/octet-stream"
    assert "1\u00a0250,50" in bert.get(f"/zonderbeke/adviezen/{row.pk}/").content.decode()
    choose = f"/zonderbeke/adviezen/offertes/{quote.pk}/kiezen/"
    assert dina.get(choose).status_code == 404
    assert bert.post(choose, {"reason": "De enige met dienst ter plaatse."}).status_code == 302
    assert bert.get(f"/zonderbeke/adviezen/offertes/{quote.pk}/verwijderen/").status_code == 200
    for name in ("an", "chris", "emil"):
        assert browse(world, name).get(f"/zonderbeke/adviezen/offertes/{quote.pk}/bestand/").status_code == 404


def test_who_reads_advice_but_no_contracts_sees_no_prices(world: World) -> None:
    world.employ("lid", ["security_service_member"])
    row = given(world)
    quote = kept(world, row)
    lid = browse(world, "lid")
    shown = lid.get(f"/zonderbeke/adviezen/{row.pk}/")
    assert shown.status_code == 200
    assert "Kabelbaas" not in shown.content.decode()
    assert "Offertes" not in shown.content.decode()
    assert lid.get(f"/zonderbeke/adviezen/offertes/{quote.pk}/bestand/").status_code == 404
    world.employ("hoofd", ["ict_head"])
    assert "Kabelbaas" in browse(world, "hoofd").get(f"/zonderbeke/adviezen/{row.pk}/").content.decode()


def test_whom_the_advice_is_for_sees_the_quotes_he_decides_on(world: World) -> None:
    """Also without a right on contracts; once the advice is given."""
    world.employ("hanne", ["hr"])
    dina, wording = world.actor("dina"), replace(WORDING, to_role="hr")
    row = actions.draft(dina, authority=world.zonderbeke, wording=wording)
    quote = kept(world, row)
    hanne = world.actor("hanne")
    with scope(hanne, [world.zonderbeke]):
        assert not Quote.objects.exists()
    actions.give(dina, advice=row)
    with scope(hanne, [world.zonderbeke]):
        assert quotes.one(hanne, world.zonderbeke, quote.pk) == quote
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert not Quote.objects.exists()
