"""Rules of an authority that an engine of later refuses: told, no control by them, and a way out; nobody is stuck."""

import re
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import explaining, trying
from roeland.logs.actions import rules as verbs
from roeland.logs.actions.runs import start_run
from roeland.logs.models import RuleSet, Run
from roeland.logs.queries import rules
from roeland.logs.values import RuleState, RunState
from roeland.people.actions import create_token
from roeland.scrutiny import editing, rulebook
from tests.logs import months
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

BASE = "/zonderbeke/logcontrole/"
VERSION = "eigen.1"


def _line(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def _without_threshold(text: str) -> str:
    line = next(one for one in text.splitlines() if "id: enumeration" in one)
    return text.replace(line, re.sub(r"citizens: \d+, ", "", line))


def _without_sign(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if "{id: off-hours," not in line)


def _unknown_table(text: str) -> str:
    return text.replace("from: tickets", "from: wachtrij", 1)


BROKEN = {
    "table": (_unknown_table, "ticket: de tabel wachtrij bestaat niet.", False),
    "yaml": (lambda text: text.replace("version:", "version: [", 1), "hier klopt de schrijfwijze niet", False),
    "reasons": (
        lambda text: text.replace("\nreasons:", "\nreasons: weg\nrest:", 1),
        "hier staat iets anders dan",
        False,
    ),
    "threshold": (_without_threshold, "enumeration: de drempel citizens ontbreekt", True),
    "sign": (_without_sign, "off-hours: dit signaal ontbreekt", True),
}


def text_of(kind: str) -> str:
    made = BROKEN[kind][0](editing.renamed(rules.shipped_text(), VERSION))
    assert made != editing.renamed(rules.shipped_text(), VERSION)
    return made


def use(world: World, text: str, state: RuleState = RuleState.LIVE) -> RuleSet:
    """A version as it stands after an upgrade: taken into use when the engine still knew it."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        made: RuleSet = RuleSet.objects.create(
            authority=world.zonderbeke, audience="ksz_log", version=VERSION, text=text, state=state, made_at=clock.now()
        )
        return made


@pytest.mark.parametrize("kind", BROKEN)
def test_the_page_says_which_version_and_why_and_no_control_starts(world: World, browse: Any, kind: str) -> None:
    months.ready(world)
    row = use(world, text_of(kind))
    words, readable = BROKEN[kind][1:]
    dina: Client = browse("dina")
    for address in (f"{BASE}regels/", f"{BASE}regels/{row.pk}/"):
        page = dina.get(address).content.decode()
        assert f"Roeland kan versie {VERSION} niet meer gebruiken" in page, address
        assert re.search(rf"Lijn \d+: {re.escape(words)}", page), address
        assert "Lijnen rond de fout" in page
        assert "niet meer bruikbaar" in page
        assert ("Signalen" in page) == readable
    assert "vertrek van de regels die bij Roeland horen" in dina.get(f"{BASE}regels/").content.decode()
    told = browse("sofie").get(f"{BASE}regels/").content.decode()  # reads, and writes no rules
    assert words in told
    assert "vertrek van" not in told
    assert "Ontwerp van de regels van Roeland" in dina.get(f"{BASE}regels/").content.decode()
    start = dina.get(f"{BASE}starten/").content.decode()
    assert words in start
    assert f'href="{BASE}regels/"' in start
    answer = dina.post(f"{BASE}starten/", {"month": "2026-10", "minutes": 45})
    assert answer.status_code == 422
    assert f"Roeland kan versie {VERSION} van jullie regels niet meer gebruiken. Lijn " in answer.content.decode()
    with scope(world.system, [world.zonderbeke]):
        assert not Run.objects.exists()
    for address in ("", "bronnen/", "verslagen/", "voorwaarden/", "uitleg/"):
        assert dina.get(f"{BASE}{address}").status_code == 200, address
    bert = browse("bert").get(f"{BASE}regels/")
    assert bert.status_code == 404  # who may not see rules, sees no error in them either


def test_the_line_is_the_one_of_the_rule(world: World) -> None:
    months.ready(world)
    for kind, words in (("table", "id: ticket"), ("threshold", "id: enumeration")):
        problem = rules.problem_of(text_of(kind))
        assert problem is not None
        assert problem.line == _line(text_of(kind), words)


@pytest.mark.parametrize("shipped", [False, True], ids=["from-the-broken", "from-the-shipped"])
def test_a_draft_is_the_way_out(world: World, browse: Any, shipped: bool) -> None:
    months.ready(world)
    use(world, text_of("table"))
    dina: Client = browse("dina")
    said = dina.post(f"{BASE}regels/ontwerp/", {"van": "roeland"} if shipped else {}, follow=True).content.decode()
    with scope(world.system, [world.zonderbeke]):
        row = RuleSet.objects.select_related("authority").get(state=RuleState.DRAFT)
    assert "Er is al een ontwerp." in dina.get(f"{BASE}regels/").content.decode()
    assert row.based_on == (rulebook.shipped().version if shipped else VERSION)
    assert ("Dit ontwerp klopt nog niet" in said) == (not shipped)
    write = dina.get(f"{BASE}regels/{row.pk}/schrijven/").content.decode()
    assert ("Waar het misloopt" in write) == (not shipped)
    form = dina.get(f"{BASE}regels/{row.pk}/regel/ticket/")
    assert form.status_code == (200 if shipped else 302)
    if shipped:
        text = form.content.decode()
        assert "<h1>Een verklaring wijzigen</h1>" in text
        assert f'<a href="{BASE}regels/{row.pk}/">Regels {row.version}</a>' in text
        assert ">Ticket<" not in text, "a rule is called by its sentence"
    if not shipped:
        with scope(world.actor("dina"), [world.zonderbeke]), pytest.raises(Refused, match="wachtrij"):
            trying.outcome(row)
    text = row.text.replace("from: wachtrij", "from: tickets")
    row = verbs.write_rules(world.actor("dina"), rules=row, text=text, note="Past bij deze Roeland.")
    dina.post(f"{BASE}regels/{row.pk}/proberen/")
    page = dina.get(f"{BASE}regels/{row.pk}/").content.decode()
    assert f"Versie {VERSION} is niet meer te gebruiken" in page
    assert f"verklaard met versie {rulebook.shipped().version}" in page
    with scope(world.system, [world.zonderbeke]):
        row.refresh_from_db(fields=["tried"])
    assert (row.tried["against"], row.tried["beside"]) == (VERSION, rulebook.shipped().version)
    live = verbs.go_live(world.actor("karel"), rules=row)
    assert (
        start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER).rules_version == live.version
    )
    assert "niet meer lezen" in dina.get(f"{BASE}regels/{_old(world).pk}/").content.decode()


def _old(world: World) -> RuleSet:
    with scope(world.system, [world.zonderbeke]):
        return RuleSet.objects.get(version=VERSION)


def test_a_closed_control_stays_readable(world: World, browse: Any) -> None:
    months.ready(world)
    row = use(world, editing.renamed(rules.shipped_text(), VERSION))
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Run.objects.filter(pk=run.pk).update(state=RunState.CLOSED, closed_at=clock.now())
    dina: Client = browse("dina")
    for kind in ("threshold", "table"):
        with gate.opened(), scope(world.system, [world.zonderbeke]):
            RuleSet.objects.filter(pk=row.pk).update(text=text_of(kind))
        for address in ("2026-10/", "2026-10/steekproef/", "verslagen/2026-10/"):
            page = dina.get(f"{BASE}{address}")
            assert page.status_code == 200, (kind, address)
            told = "niet meer te lezen" in page.content.decode()
            assert told == (kind == "table" and "steekproef" not in address), (kind, address)


def test_staff_read_that_no_control_begins(world: World) -> None:
    months.ready(world)
    use(world, text_of("table"))
    with scope(world.actor("dina"), [world.zonderbeke]):
        what = explaining.sections(world.zonderbeke, None)[0]
    assert "begint er geen nieuwe controle" in what.texts[-1]
    assert what.items == ()


def test_a_program_reads_the_problem_and_begins_from_the_shipped_rules(world: World, client: Client) -> None:
    months.ready(world)
    use(world, text_of("sign"))
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}", "content_type": "application/json"}
    path = "/api/v1/authorities/zonderbeke/log-rules"
    assert "off-hours: dit signaal ontbreekt" in client.get(f"{path}/live", **bearer).json()["problem"]
    made = client.post(f"{path}?shipped=true", **bearer)
    assert (made.status_code, made.json()["based_on"]) == (201, rulebook.shipped().version)
