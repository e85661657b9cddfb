"""Erasing evidence: the file leaves the disk, the row stays; what others refer to stays; the term is kept."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from roeland.duties import actions, erasing, evidence_store, queries
from roeland.duties.models import Evidence
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.ledger.values import still_kept
from tests.duties.conftest import planned
from tests.world import World

WRONG = {"ground": "avg-17-1-d", "reason": "er stonden gegevens van een burger op"}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 20


def attach(world: World, name: str = "loonbrief An.pdf") -> Evidence:
    return actions.attach_file(
        world.actor("an"), task=planned(world), file=io.BytesIO(PDF), name=name, label="controlesom"
    )


def test_the_file_goes_and_the_row_stays(world: World, django_capture_on_commit_callbacks: Any) -> None:
    found = attach(world)
    path = evidence_store.path_of(found.sha256)
    with django_capture_on_commit_callbacks(execute=True):
        erased = actions.erase_evidence(world.actor("bert"), evidence=found, **WRONG)
        assert path.exists()  # only after the commit: what is rolled back is not gone
    assert not path.exists()
    assert (erased.name, erased.sha256, erased.size, erased.label) == ("", found.sha256, len(PDF), "controlesom")
    assert (erased.erase_ground, erased.erase_reason) == ("avg-17-1-d", WRONG["reason"])
    with scope(world.system, [world.zonderbeke]):
        assert queries.file_of(found.pk) is None
        assert queries.seals(world.zonderbeke) == {}
    entry = LedgerEntry.everything.get(action="duties:evidence:erased")
    payload = bytes(LedgerPayload.objects.get(tree=entry.tree_id, idx=entry.idx).payload or b"")
    assert b'"file_gone":true' in payload
    assert b"loonbrief" not in payload
    with pytest.raises(Refused, match="al gewist"):
        actions.erase_evidence(world.actor("bert"), evidence=erased, **WRONG)


def test_a_file_that_something_else_refers_to_stays(world: World, django_capture_on_commit_callbacks: Any) -> None:
    first, second = attach(world), attach(world, "kopie.pdf")
    path = evidence_store.path_of(first.sha256)
    for row, left in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            actions.erase_evidence(world.actor("bert"), evidence=row, **WRONG)
        assert path.exists() is left


def test_every_table_that_seals_files_is_asked() -> None:
    """Rooms above keep files in the same store."""
    found = {f"{model._meta.label}.{column}" for model, column in erasing.places()}
    assert "duties.Evidence.sha256" in found
    assert "documents.Version.file_sha256" in found or len(found) > 3


def test_what_an_interrupted_erasure_left_is_finished(world: World) -> None:
    found = attach(world)
    actions.erase_evidence(world.actor("bert"), evidence=found, **WRONG)  # the commit hook does not run in this test
    assert evidence_store.intact(found.sha256)
    assert erasing.finish() == 1
    assert erasing.finish() == 0
    assert not evidence_store.path_of(found.sha256).exists()


def test_a_text_is_erased_and_a_reference_is_not(world: World) -> None:
    task = planned(world)
    text = actions.attach_text(world.actor("an"), task=task, text="Jan Peeters zei dat het lukte")
    assert actions.erase_evidence(world.actor("bert"), evidence=text, **WRONG).text == ""
    link = actions.attach_link(world.actor("an"), task=task, kind="duties.task", record_id=task.pk)
    with pytest.raises(Refused, match="verwijzing"):
        actions.erase_evidence(world.actor("bert"), evidence=link, **WRONG)


@pytest.mark.parametrize("who", ["an", "dina", "chris", "emil"])
def test_only_who_may_approve_erases(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.erase_evidence(world.actor(who), evidence=attach(world), **WRONG)


@pytest.mark.parametrize(("ground", "reason"), [("omdat", "daarom"), ("avg-16", " ")])
def test_ground_and_reason_are_asked(world: World, ground: str, reason: str) -> None:
    with pytest.raises(Invalid):
        actions.erase_evidence(world.actor("bert"), evidence=attach(world), ground=ground, reason=reason)


def test_the_term_is_kept(world: World) -> None:
    found = attach(world)
    with pytest.raises(Refused, match="bewaartermijn van 60 maanden loopt nog"):
        actions.erase_evidence(world.actor("bert"), evidence=found, ground="bewaartermijn", reason="opgeruimd")
    today = clock.today()
    assert still_kept("duties.evidence", "bewaartermijn", today - timedelta(days=365 * 5 + 3), today)
    assert not still_kept("duties.evidence", "bewaartermijn", today - timedelta(days=365 * 4), today)
    assert still_kept("duties.evidence", "avg-17-1-d", today, today)
    assert still_kept("iets.anders", "bewaartermijn", None, today)


def test_the_page_erases_and_then_offers_no_file(world: World, client: Any, evidence_root: Path) -> None:
    found = attach(world)
    base = f"/zonderbeke/taken/{found.task.number}/"
    client.force_login(world.person("bert").account)
    assert "Inhoud wissen" in client.get(base).content.decode()
    where = f"{base}bewijs/{found.pk}/wissen/"
    assert client.get(where).status_code == 200
    assert client.post(where, {"ground": "avg-16"}).status_code == 422
    assert client.post(where, {"ground": "avg-16", "reason": "verkeerde bijlage"}).status_code == 302
    page = client.get(base).content.decode()
    assert "Gewist bewijs" in page
    assert "verkeerde bijlage" in page
    assert "loonbrief" not in page.split("Geschiedenis")[0]
    assert client.get(f"{base}bewijs/{found.pk}/").status_code == 404
    client.force_login(world.person("an").account)
    assert client.get(where).status_code in {403, 404}
    assert evidence_root.exists()
