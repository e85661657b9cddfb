"""Rules of an authority's own: drafted, written, tried on a month, and taken into use by a second person."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.logs import offers, trying
from roeland.logs.actions import rules as actions
from roeland.logs.actions import runs
from roeland.logs.models import RuleSet
from roeland.logs.queries import rules as queries
from roeland.logs.values import RuleState
from roeland.scrutiny import editing, rulebook
from roeland.scrutiny.editing import Change
from tests.logs import months
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def begin(world: World, name: str = "dina") -> RuleSet:
    months.ready(world)
    return actions.draft_rules(world.actor(name), authority=world.zonderbeke)


def tried(world: World, row: RuleSet, name: str = "dina") -> RuleSet:
    with scope(world.actor(name), [world.zonderbeke]):
        found = trying.outcome(row)
    return actions.keep_try(world.actor(name), rules=row, month=months.OCTOBER, outcome=found)


def test_a_draft_is_a_copy_under_its_own_version_and_there_is_one(world: World) -> None:
    row = begin(world)
    assert row.based_on == rulebook.shipped().version
    assert editing.checked(row.text).version == row.version == f"eigen-{clock.today()}.1"  # so no shipped one is called
    assert queries.live_version(world.zonderbeke) == rulebook.shipped().version
    with pytest.raises(Refused, match="al een ontwerp"):
        actions.draft_rules(world.actor("fien"), authority=world.zonderbeke)
    with pytest.raises(NotAllowed):
        actions.draft_rules(world.actor("bert"), authority=world.zonderbeke)
    actions.drop_rules(world.actor("dina"), rules=row)
    assert actions.draft_rules(world.actor("dina"), authority=world.zonderbeke).state == RuleState.DRAFT


def test_a_text_that_does_not_hold_together_names_its_line(world: World) -> None:
    row = begin(world)
    with pytest.raises(Invalid, match=r"Lijn 1?[0-9]+: dossier-worker: strength ontbreekt"):
        actions.write_rules(world.actor("dina"), rules=row, text=row.text.replace("strength: 9", "", 1), note="x")
    with pytest.raises(Invalid, match="Laat de versie staan"):
        actions.write_rules(world.actor("dina"), rules=row, text=editing.renamed(row.text, "mijn.1"), note="x")
    with pytest.raises(Invalid, match="één zin"):
        actions.write_rules(world.actor("dina"), rules=row, text=row.text, note=" ")


def test_trying_shows_what_is_explained_more_and_less_and_which_cases_come(world: World) -> None:
    row = begin(world)
    wanted = editing.changed(row.text, "ticket", Change(after=8))
    row = tried(world, actions.write_rules(world.actor("dina"), rules=row, text=wanted, note="Tickets een dag langer."))
    assert row.tried["newly"] == {}
    assert row.tried["lost"] == {}
    assert row.tried["events"] == 66
    before, after = row.tried["explained"]
    assert before == after >= 60
    text = editing.changed(row.text, "", Change(minimum=900))
    row = tried(world, actions.write_rules(world.actor("dina"), rules=row, text=text, note="Geen enkel geval meer."))
    assert row.tried["cases"][0] > 0
    assert row.tried["cases"][1] == 0
    assert len(row.tried["vanish"]) == row.tried["cases"][0]
    assert set(row.tried["vanish"][0]) == {"alias", "score", "events", "reasons"}


def test_a_draft_that_changes_nothing_moves_no_case_and_one_that_does_says_from_where_to_where(world: World) -> None:
    row = begin(world)
    row = tried(world, actions.write_rules(world.actor("dina"), rules=row, text=row.text, note="Niets anders."))
    assert (row.tried["moved"], row.tried["moves"]) == (0, [])
    row.tried |= {"moved": 1, "moves": [{"alias": "K7F2-QM9X", "before": 12, "after": 3, "reasons": ["returned"]}]}
    with gate.opened(), scope(world.actor("dina"), [world.zonderbeke]):
        row.save(update_fields=["tried"])
    client = Client()
    log_in(client, world.accounts["dina"])
    page = client.get(f"/zonderbeke/logcontrole/regels/{row.pk}/").content.decode()
    assert "K7F2-QM9X</code>, van plaats 12 naar 3" in page
    assert rulebook.shipped().flag("returned").sentence in page.partition("Andere plaats in de lijst")[2]


def test_an_example_that_fails_keeps_a_draft_from_being_tried(world: World) -> None:
    row = begin(world)
    text = editing.changed(row.text, "ticket", Change(before=0, after=0))
    row = actions.write_rules(world.actor("dina"), rules=row, text=text, note="Tickets tellen enkel op hun dag.")
    with scope(world.actor("dina"), [world.zonderbeke]), pytest.raises(Refused, match="moet verklaard worden"):
        trying.outcome(row)


def test_an_example_of_a_sign_that_fails_keeps_a_draft_from_being_tried(world: World) -> None:
    row = begin(world)
    line = next(one for one in row.text.splitlines() if "id: enumeration" in one)
    text = row.text.replace(line, re.sub(r"citizens: \d+", "citizens: 90", line))
    row = actions.write_rules(world.actor("dina"), rules=row, text=text, note="Pas vanaf negentig burgers.")
    said = "enumeration: voorbeeld 1 moet dit signaal geven"
    with scope(world.actor("dina"), [world.zonderbeke]), pytest.raises(Refused, match=said):
        trying.outcome(row)
    client = Client()
    log_in(client, world.accounts["dina"])
    page = client.post(f"/zonderbeke/logcontrole/regels/{row.pk}/proberen/", follow=True).content.decode()
    assert f"{said}, en dat gebeurt niet. Verander de regel of dat voorbeeld bij Tekst schrijven" in page


def test_only_a_tried_text_goes_live_and_by_a_second_person(world: World) -> None:
    row = begin(world)
    text = editing.changed(row.text, "ticket", Change(after=8))
    row = actions.write_rules(world.actor("dina"), rules=row, text=text, note="Tickets een dag langer.")
    with pytest.raises(Refused, match="Probeer eerst"):
        actions.go_live(world.actor("karel"), rules=row)
    row = tried(world, row)
    with pytest.raises(Refused, match="Iemand anders"):
        actions.go_live(world.actor("dina"), rules=row, reason="Haast.")
    other = actions.write_rules(world.actor("dina"), rules=row, text=text + "# nog iets\n", note="Een opmerking erbij.")
    with pytest.raises(Refused, match="Probeer eerst"):
        actions.go_live(world.actor("karel"), rules=other)
    live = actions.go_live(world.actor("karel"), rules=tried(world, other))
    assert (live.state, queries.live_version(world.zonderbeke)) == (RuleState.LIVE, live.version)
    run = runs.start_run(world.actor("dina"), authority=world.zonderbeke, month=date(2026, 10, 1))
    assert run.rules_version == live.version


def page_of(world: World, name: str, row: RuleSet, more: str = "") -> str:
    client = Client()
    log_in(client, world.accounts[name])
    answer = client.get(f"/{row.authority.slug}/logcontrole/regels/{row.pk}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_taking_into_use_is_offered_to_exactly_who_may(world: World) -> None:
    row = tried(world, begin(world))
    live, form = f"regels/{row.pk}/in-gebruik/", '<form class="form"'
    who = f"Iemand anders neemt ze in gebruik: {world.person('fien')} of {world.person('karel')}."
    for name in ("dina", "karel", "fien"):
        page, ask = page_of(world, name, row), page_of(world, name, row, "in-gebruik/")
        wrote = name == "dina"
        assert (live not in page, who in page) == (wrote, wrote), name
        assert (form not in ask, who in ask) == (wrote, wrote), name
    with pytest.raises(Refused, match=re.escape(who)):
        actions.go_live(world.actor("dina"), rules=row)
    assert actions.go_live(world.actor("fien"), rules=row).state == RuleState.LIVE


def told(world: World, name: str) -> tuple[list[tuple[str, str]], int]:
    """What Vandaag says of rules, and how many statements all that log control says there costs."""
    actor = world.actor(name)
    with scope(actor, [world.zonderbeke, world.lissegem]), CaptureQueriesContext(connection) as caught:
        found = offers.today(actor, [world.zonderbeke.pk, world.lissegem.pk])
    return [(one.url, one.note) for one in found if "regels" in one.title], len(caught)


def test_who_may_take_tried_rules_into_use_reads_so_on_vandaag(world: World) -> None:
    row = begin(world)
    nothing, cost = told(world, "karel")
    assert nothing == []
    row = tried(world, row)
    said = f"Versie {row.version} is geprobeerd en wacht op een tweede persoon."
    assert told(world, "karel") == ([(f"/zonderbeke/logcontrole/regels/{row.pk}/", said)], cost)
    assert told(world, "fien")[0] == told(world, "karel")[0]
    own = f"Versie {row.version} is geprobeerd en wacht op iemand anders, of op jou als niemand anders dit mag."
    assert told(world, "dina")[0] == [(f"/zonderbeke/logcontrole/regels/{row.pk}/", own)], "who wrote them"
    for name in ("bert", "an", "emil"):
        assert told(world, name)[0] == [], name
    other = actions.write_rules(world.actor("fien"), rules=row, text=row.text + "# nog iets\n", note="Iets erbij.")
    assert told(world, "karel")[0] == told(world, "dina")[0] == []
    other = tried(world, other, "fien")
    assert "wacht op iemand anders" in told(world, "fien")[0][0][1]
    assert told(world, "dina")[0] == told(world, "karel")[0] != []
    actions.go_live(world.actor("karel"), rules=other)
    assert told(world, "dina")[0] == told(world, "karel")[0] == []


def test_who_is_alone_is_offered_it_and_asked_why(world: World) -> None:
    months.conditions(world, world.lissegem)
    row = actions.draft_rules(world.actor("dina"), authority=world.lissegem)
    assert "Iemand anders neemt" not in page_of(world, "dina", row)
    assert "Waarom neem je dit alleen in gebruik" in page_of(world, "dina", row, "in-gebruik/")
    world.employ("lies", ["security_officer"], world.lissegem)
    assert f"Iemand anders neemt ze in gebruik: {world.person('lies', world.lissegem)}." in page_of(world, "dina", row)
    assert "Waarom neem je dit alleen in gebruik" not in page_of(world, "lies", row, "in-gebruik/")


def test_who_is_alone_reads_of_his_tried_draft_on_vandaag(world: World) -> None:
    """In no more statements than before he had one."""
    months.conditions(world, world.lissegem)
    _nothing, cost = told(world, "dina")
    dina = world.actor("dina")
    row = actions.draft_rules(dina, authority=world.lissegem)
    outcome = {"sha256": queries.seal(row.text), "against": row.based_on, "newly": {}, "lost": {}}
    row = actions.keep_try(dina, rules=row, month=months.OCTOBER, outcome=outcome)
    [(where, note)], now = told(world, "dina")
    assert (where, now) == (f"/lissegem/logcontrole/regels/{row.pk}/", cost)
    assert "of op jou als niemand anders dit mag" in note


def test_who_is_alone_says_why_and_the_version_before_is_kept(world: World) -> None:
    months.conditions(world, world.lissegem)
    me = world.actor("dina")
    row = actions.draft_rules(me, authority=world.lissegem)
    row = actions.keep_try(
        me,
        rules=row,
        month=months.OCTOBER,
        outcome={"sha256": queries.seal(row.text), "against": row.based_on, "newly": {}, "lost": {}},
    )
    with pytest.raises(Refused, match="Niemand anders"):
        actions.go_live(me, rules=row)
    first = actions.go_live(me, rules=row, reason="Er is geen adjunct.")
    second = actions.draft_rules(me, authority=world.lissegem)
    assert (second.based_on, second.version) == (first.version, f"{first.version[:-1]}2")
    outcome = {"sha256": queries.seal(second.text), "against": first.version, "newly": {}, "lost": {}}
    second = actions.keep_try(me, rules=second, month=months.OCTOBER, outcome=outcome)
    actions.go_live(me, rules=second, reason="Er is geen adjunct.")
    with scope(world.system, [world.lissegem]):
        states = dict(RuleSet.objects.values_list("version", "state"))
    assert states == {first.version: RuleState.OLD, second.version: RuleState.LIVE}
    with pytest.raises(Refused, match="geen ontwerp meer"):
        actions.drop_rules(me, rules=second)
