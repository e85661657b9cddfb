"""The index follows what is published, and finds nothing that is closed to the reader."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.documents import actions as documents
from roeland.documents.models import Document
from roeland.kernel.scope import scope
from roeland.knowledge import actions, queries
from roeland.knowledge.handlers import HANDLERS
from roeland.knowledge.models import Entry
from roeland.ledger.action import NotAllowed
from roeland.ledger.outbox import drain
from tests.documents.conftest import _moment, evidence_root, fresh, made
from tests.documents.conftest import published as publish
from tests.world import World

__all__ = ["_moment", "evidence_root"]


def published(world: World, title: str, text: str, audience: str = "policy", **more: Any) -> Document:
    """A document that is published, and indexed as the worker would."""
    document = made(world, title, audience, text=text, **more)
    publish(world, document)
    drain(HANDLERS)
    return document


def titles(world: World, who: str, wanted: str) -> list[str]:
    actor = world.actor(who)
    with scope(actor, list(actor.rights)):
        return [hit.entry.title for hit in queries.search(wanted).hits]


def test_found_by_code_part_and_typing_error(world: World) -> None:
    published(world, "Wachtwoordprocedure", "# Doel\n\nVolgens PR.AA-01 kies je een wachtwoord.")
    published(world, "Telewerk", "# Thuis\n\nWerk veilig thuis. Een back-up staat op kantoor.")
    assert titles(world, "an", "PR.AA-01") == ["Wachtwoordprocedure"]
    assert titles(world, "an", "procedure") == ["Wachtwoordprocedure"]
    assert titles(world, "an", "telewrek") == ["Telewerk"]
    assert titles(world, "an", "backup") == ["Telewerk"]
    assert titles(world, "an", "wachtwoord thuis") == []
    actor = world.actor("an")
    with scope(actor, [world.zonderbeke]):
        assert queries.search("telewrek").instead == ("telewerk",)


def test_closed_documents_are_not_found_counted_or_suggested(world: World) -> None:
    published(
        world, "Technisch deel", "# Servers\n\nDe sleutelbewaarder heet Zaadwoord.", "plan_technical", kind="plan"
    )
    made(world, "Nog een ontwerp", text="# Doel\n\nZaadwoord in een ontwerp.")
    drain(HANDLERS)
    assert titles(world, "an", "zaadwoord") == ["Technisch deel"]
    with scope(world.actor("an"), [world.zonderbeke]):
        assert queries.search("zaadwoord").hits[0].pieces == ()  # reading is a fact, and a snippet would be none
    for who in ("chris", "emil"):
        assert titles(world, who, "zaadwoord") == []
        actor = world.actor(who)
        with scope(actor, list(actor.rights)):
            assert queries.search("zaadwoort").instead == ()
            assert sum(count for _kind, count in queries.kinds()) == 0


def test_a_new_version_replaces_and_a_withdrawal_removes(world: World) -> None:
    document = published(world, "Telewerk", "# Thuis\n\nEen zeppelin.")
    after = documents.start_version(world.actor("dina"), document=fresh(world, document), major=False)
    documents.save_draft(world.actor("dina"), version=after, text="# Thuis\n\nEen luchtballon.", base=after.revision)
    publish(world, document, "Een ander toestel.")
    drain(HANDLERS)
    assert titles(world, "an", "zeppelin") == []
    assert titles(world, "an", "luchtballon") == ["Telewerk"]
    documents.withdraw(world.actor("dina"), document=fresh(world, document), reason="Niet meer nodig.")
    drain(HANDLERS)
    assert titles(world, "an", "luchtballon") == []


def test_drained_twice_changes_nothing(world: World) -> None:
    published(world, "Telewerk", "# Thuis\n\nVeilig.")
    with scope(world.system, [world.zonderbeke]):
        before = list(Entry.objects.values_list("pk", flat=True))
    assert drain(HANDLERS) == 0
    with scope(world.system, [world.zonderbeke]):
        assert list(Entry.objects.values_list("pk", flat=True)) == before
        assert actions.rebuild(world.system, authority=world.zonderbeke) == 1


def test_a_search_costs_the_same_at_one_and_at_many(world: World) -> None:
    counts = []
    for number in range(6):
        published(world, f"Document {number}", "# Doel\n\nHet woord sleutel staat hier.")
        if number in (0, 5):
            titles(world, "an", "sleutel")
            with CaptureQueriesContext(
                connection,
            ) as seen:
                actor = world.actor("an")
                with scope(actor, [world.zonderbeke]):
                    assert queries.search("sleutel").count == number + 1
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_a_rating_reaches_the_owner_and_nobody_else(world: World) -> None:
    document = published(world, "Telewerk", "# Thuis\n\nVeilig.", owner=world.person("bert"))
    actions.rate(world.actor("an"), document=document, useful=False, note="Hoe zit het met wifi?")
    for who, expected in (("bert", 1), ("an", 1), ("chris", 0)):
        actor = world.actor(who)
        with scope(actor, [world.zonderbeke]):
            assert queries.opinion(document.pk).useless == expected, who
    with pytest.raises(NotAllowed):
        actions.rate(world.actor("emil"), document=document, useful=True)
