"""A control keeps the rules it ran by: newer ones change no sentence and no figure of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.logs.actions import rules as verbs
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Case, RuleSet, Run
from roeland.logs.queries import events, figures, rules
from roeland.logs.values import RuleState
from roeland.logs.web import rules_shown
from roeland.scrutiny import rulebook
from tests.logs import months
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")

OLD = "De medewerker had een eigen dossier van deze burger."
NEW = "Nieuwe zin over het eigen dossier."


def use(world: World, text: str, version: str) -> None:
    """Another text counts from now on, as after two pairs of eyes."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        RuleSet.objects.filter(state=RuleState.LIVE).update(state=RuleState.OLD)
        RuleSet.objects.create(
            authority=world.zonderbeke, audience="ksz_log", version=version, text=text, state=RuleState.LIVE, made_at=clock.now()
        )  # fmt: skip


def changed(version: str) -> str:
    text = rules.shipped_text().replace(OLD, NEW).replace("De raadpleging viel buiten de diensturen", "Het was laat")
    return verbs.editing.renamed(text, version)


def look(world: World) -> Run:
    """A control of October in which An, who has the dossiers herself, also looks at night."""
    months.ready(world, months.explained(user="bo"), months.strange(count=1))
    return start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)


def page(world: World, address: str) -> str:
    client = Client()
    log_in(client, world.accounts["dina"])
    answer = client.get(f"/zonderbeke/logcontrole/{address}")
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_old_control_says_the_old_sentence(world: World) -> None:
    run = look(world)
    assert rules.kept_text(run) == rules.shipped_text()  # an upgrade may replace the shipped text
    use(world, changed("eigen.1"), "eigen.1")
    assert rules.live(world.zonderbeke).version == "eigen.1"
    with scope(world.actor("dina"), [world.zonderbeke]):
        case = Case.objects.get(run=run, citizen=months.LOOKED_UP)
        assert OLD.rstrip(".") in {group.name for group in figures.month(run).by_rule}
        assert rules.used(run).version == rulebook.shipped().version
    for address in ("2026-10/steekproef/", f"geval/{case.pk}/", "verslagen/2026-10/"):
        words = page(world, address)
        assert NEW.rstrip(".") not in words, address
        assert OLD.rstrip(".") in words, address
    assert "Het was laat" not in page(world, "2026-10/") + page(world, f"geval/{case.pk}/")
    again = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert again.rules_version == "eigen.1"
    assert not (events.folder(again) / rules.RULES).exists()  # the version is a row
    assert NEW.rstrip(".") in page(world, "2026-10/steekproef/")


@pytest.mark.parametrize("text", ["", "version: x\nonbekend: [", "version: ander\n"], ids=["gone", "broken", "other"])
def test_a_version_that_is_gone_is_told(world: World, text: str, monkeypatch: Any) -> None:
    run = look(world)
    kept = events.folder(run) / rules.RULES
    _replace(kept, text)
    later = changed("later.1")
    monkeypatch.setattr(rulebook, "shipped", lambda: rulebook.parse(later))
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = rules.used_by([run])[run.pk]
    assert (found.there, found.book.version) == (False, "later.1")
    assert f'versie <span class="nowrap">{run.rules_version}</span> is niet meer te lezen' in page(world, "2026-10/")
    assert "niet meer te lezen" in page(world, "verslagen/2026-10/")


def _replace(path: Path, text: str) -> None:
    if text:
        path.write_text(text)
    else:
        path.unlink()


def test_a_control_without_rules_uses_what_counts(world: World) -> None:
    """A control on paper ran by none."""
    with scope(world.system, [world.zonderbeke]):
        run = Run(authority=world.zonderbeke, month=date(2026, 9, 1), by_hand=True)
        found = rules.used_by([run])[run.pk]
    assert (found.there, found.book.version) == (True, rulebook.shipped().version)


def test_what_nobody_decided_yet_is_no_source_that_lacks() -> None:
    """An authority without standing rules has no file to deliver for them."""
    read = {"read": {"explanations": {"dossier-worker": 7}}}
    times = {one.id: one.times for one in rules_shown.explanations(rulebook.shipped(), read)}
    assert (times["dossier-worker"], times["standing-user"], times["registration-team"]) == (7, 0, 0)
    assert times["appointment-user"] is None
    assert {one.times for one in rules_shown.explanations(rulebook.shipped(), None)} == {None}


def test_the_services_of_a_rule_read_as_a_person_says_them() -> None:
    """What stands in the rules are parts of names."""
    shown = {one.id: one.services for one in rules_shown.explanations(rulebook.shipped(), None)}
    assert shown["dossier-worker"] == "alle"
    [named] = {words for words in shown.values() if "gezin" in words}
    assert named.startswith("met “gezin”, “household”, ")
    assert named.endswith("“inkomen” of “huishoud” in de naam")
