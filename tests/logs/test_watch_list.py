"""Attacks on the watch list by who reads all pages and the whole API of a reviewer: he lays controls side by side that differ by one entry."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Case, Run
from roeland.logs.queries.looks import of_run
from roeland.logs.queries.rules import live
from roeland.logs.queries.wording import sentences
from roeland.logs.values import Kind
from roeland.people.actions import create_token
from roeland.scrutiny import crowd, editing, rulebook
from roeland.scrutiny.wording import SPECIAL
from tests.logs import months
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")

BASE, API = "/zonderbeke/logcontrole", "/api/v1/authorities/zonderbeke"
PREY = months.LOOKED_UP
SOMEBODY = 9_000_000_000_000_777  # on the list; nobody looks at him
PLAIN = {"ts": months.moment(date(2026, 10, 6), 10), "user_id": "an", "citizen": PREY}
HOME = 4711
FAMILY = [{"citizen": 9_000_000_000_001_000 + n, "house": HOME} for n in range(20)]
STAFF = [{**row, "own": 700 + n, "house": HOME if row["user_id"] == "an" else 5000 + n} for n, row in enumerate(months.STAFF)]  # fmt: skip


def told(world: World, *listed: int, citizens: list[dict[str, Any]] | None = None, later: int = 0) -> dict[str, str]:
    """Everything that the officer can ask of the control of October when these stand on the list, without what is of the moment."""
    with clock.at(months.NOW + timedelta(minutes=later)):
        months.put(world.zonderbeke, Kind.WATCH, {"list": [{"citizen": one} for one in (SOMEBODY, *listed)]})
        if citizens is not None:
            months.put(world.zonderbeke, Kind.CITIZENS, {"list": citizens})
        start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
        with scope(world.system, [world.zonderbeke]):
            cases = list(Case.objects.filter(authority=world.zonderbeke).order_by("citizen", "user"))
        client = Client()
        log_in(client, world.accounts["dina"])
        token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
        run = str(cases[0].run_id) if cases else ""
        found = {}
        for page in ("", "2026-10/", "2026-10/?toon=niet-bekeken", "2026-10/steekproef/", "verslagen/", "verslagen/2026-10/",
                     "regels/", *(f"geval/{case.pk}/" for case in cases)):  # fmt: skip
            found[page] = client.get(f"{BASE}/{page}", follow=True).content.decode()
        for path in ("log-runs", "log-claim", f"log-runs/{run}", f"log-runs/{run}/cases", f"log-runs/{run}/sample",
                     *(f"log-cases/{case.pk}{part}" for case in cases for part in ("", "/events"))):  # fmt: skip
            answer = client.get(f"{API}/{path}", headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 200, path
            found[path] = answer.content.decode()
    return {name: of_any_moment(text) for name, text in found.items()}


def of_any_moment(text: str) -> str:
    """Without tokens of the form, identities of what is drawn again, the clock, and the seal of files whose numbers nobody has here."""
    text = re.sub(r"verzegeld\s*<code>[0-9a-f]+</code>", "", text)
    text = re.sub(
        r'(?s)<section class="lc-looks">.*?</section>|"looks": *\[[^]]*\]', "", text
    )  # how often it was looked at
    text = re.sub(r"csrfmiddlewaretoken[^>]*>|nonce=\"[^\"]*\"|\?v=\w+", "", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z]*|\d\d?[:.u]\d\d\b", "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def without_history(pages: dict[str, str]) -> dict[str, str]:
    return {name: text.partition("Geschiedenis")[0] for name, text in pages.items()}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    assert one.keys() == other.keys()
    one, other = without_history(one), without_history(other)
    return [name for name in one if one[name] != other[name]]


def test_without_other_ties_an_entry_on_the_list_changes_no_page(world: World) -> None:
    """The plain look at who is put on the list, beside looks that are a case anyhow: at him too, by another worker."""
    months.ready(world, months.explained(), [PLAIN], months.strange("bo"), months.strange("an", 51), bo="chris")
    before = told(world)
    assert differing(before, told(world, PREY, later=5)) == []
    assert differing(before, told(world, PREY, 51, later=10)) == []
    with scope(world.system, [world.zonderbeke]):
        assert [one.words for one in of_run(Run.objects.get())] == ["Er veranderde niets."] * 2
    listed = next(text for name, text in before.items() if name == "2026-10/")
    assert SPECIAL not in "".join(before.values())
    assert crowd.NOTE in listed
    assert crowd.NOTE in before["log-runs"]


def test_with_other_ties_nobody_can_tell_which_it_was(world: World) -> None:
    """The same look: at somebody on the list, and at somebody who lives with the worker and is on no list."""
    months.people(world)
    months.deliver(world.zonderbeke, [*months.explained(), PLAIN], staff=False)
    months.put(world.zonderbeke, Kind.STAFF, {"list": STAFF})
    on_the_list = told(world, PREY, citizens=FAMILY)
    at_home = told(world, citizens=[*FAMILY, {"citizen": PREY, "house": HOME}], later=5)
    assert differing(on_the_list, at_home) == []
    assert SPECIAL in on_the_list["2026-10/"]
    assert crowd.NOTE not in "".join(on_the_list.values())


def test_a_case_with_a_tie_is_not_marked_as_new(world: World) -> None:
    """It would say that the list brought it, which came alone since the time before; a new case without a tie is marked."""
    months.people(world)
    rows = [*months.explained(), PLAIN]
    months.deliver(world.zonderbeke, rows, staff=False)
    months.put(world.zonderbeke, Kind.STAFF, {"list": STAFF})
    months.put(world.zonderbeke, Kind.CITIZENS, {"list": FAMILY})
    start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    with clock.at(months.NOW + timedelta(minutes=5)):
        months.put(world.zonderbeke, Kind.WATCH, {"list": [{"citizen": one} for one in (SOMEBODY, PREY)]})
        one = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert (of_run(one)[0].new, one.summary["new"]) == (1, [])
    with clock.at(months.NOW + timedelta(minutes=10)):
        months.deliver(world.zonderbeke, [*rows, *months.strange("an", 51)], staff=False)
        one = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert (of_run(one)[0].new, len(one.summary["new"])) == (1, 1)


def test_a_draft_that_only_turns_that_sign_off_names_nobody(world: World) -> None:
    """An attacker with every right of the officer: sentences, counts per sign, and a try."""
    from roeland.logs import trying
    from roeland.logs.actions import rules as verbs

    months.people(world)
    months.deliver(world.zonderbeke, [*months.explained(), PLAIN], staff=False)
    months.put(world.zonderbeke, Kind.STAFF, {"list": STAFF})
    pages = told(world, PREY, citizens=FAMILY)
    with scope(world.actor("dina"), [world.zonderbeke]):
        case = Case.objects.get(citizen=PREY)
        assert SPECIAL in sentences(case, live(world.zonderbeke))
    for page in ("2026-10/", f"geval/{case.pk}/", "verslagen/"):
        assert "extra aandacht" not in pages[page].lower().replace("burgers die extra aandacht vragen", "")
    rules = pages["regels/"]
    row = rules[rules.index(rulebook.shipped().flag("watch").sentence) :].partition("</tr>")[0]
    assert "niet geteld per soort" in row
    draft = verbs.draft_rules(world.actor("dina"), authority=world.zonderbeke)
    text = editing.changed(draft.text, "watch", editing.Change(weight=0))
    draft = verbs.write_rules(world.actor("dina"), rules=draft, text=text, note="Wie staat erop?")
    with scope(world.actor("dina"), [world.zonderbeke]):
        tried = trying.outcome(draft)
    assert tried["cases_only"] == tried["ties"] == [1, 0]  # the case hangs on that sign alone, and is not named
    assert (tried["vanish"], tried["appear"]) == ([], [])
