"""The life of a document over the API: two writers, approval by another, reading as a fact, nothing for a stranger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from tests.api.conftest import Caller
from tests.world import World

HOME = "/authorities/zonderbeke"
TEXT = "# Doel\n\nIedereen sluit zijn scherm af.\n"


@pytest.fixture(autouse=True)
def evidence_root(tmp_path: Path, settings: Any) -> None:
    settings.ROELAND_DATA = tmp_path


def begun(caller: Callable[..., Caller], audience: str = "policy", **more: Any) -> tuple[dict[str, Any], str]:
    """(document, path of its version) that Dina made."""
    body = {"title": "Wachtwoordbeleid", "kind": "policy", "audience": audience, "text": TEXT, **more}
    answer = caller("dina").post(f"{HOME}/documents", body)
    assert answer.status_code == 201, answer.content
    found = answer.json()
    return found, f"{HOME}/versions/{found['versions'][0]['id']}"


def test_two_writers_get_both_texts_with_409(caller: Callable[..., Caller]) -> None:
    _document, version = begun(caller)
    assert caller("fien").post(f"{version}/save", {"text": TEXT + "\nVan Fien.", "base": 1}).status_code == 200
    answer = caller("dina").post(f"{version}/save", {"text": TEXT + "\nVan Dina.", "base": 1})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert "niets is weg" in answer.json()["detail"]
    both = answer.json()["saved"]
    assert "Van Fien." in both["theirs"]["text"]
    assert "Van Dina." in both["mine"]["text"]
    merged = {"text": TEXT + "\nVan Fien.\n\nVan Dina.", "base": both["revision"], "merges": both["mine"]["number"]}
    assert caller("fien").post(f"{version}/save", merged).status_code == 404  # it is Dina's own
    assert caller("dina").post(f"{version}/save", merged).status_code == 200
    assert len(caller("dina").get(f"{version}/revisions").json()) == 4


def test_from_draft_to_reader(caller: Callable[..., Caller], world: World) -> None:
    document, version = begun(caller, "plan_technical", kind="plan")
    world.employ("dirk", ["dpo"])  # reads the technical part and edits nothing in it
    dina, bert, reader = caller("dina"), caller("bert"), caller("dirk")
    assert reader.get(version).status_code == 404
    file = SimpleUploadedFile("kaart.txt", b"kaart")
    assert dina.upload(f"{version}/attachments", {"file": file, "label": "de kaart"}).status_code == 201
    assert bert.post(f"{version}/comments", {"text": "Ook thuis?"}).status_code == 201
    [said] = dina.get(f"{version}/comments").json()
    assert dina.post(f"{HOME}/comments/{said['id']}/resolve").status_code == 200
    assert bert.post(f"{version}/approve", {}).status_code == 409
    assert dina.post(f"{version}/submit").json()["status"] == "review"
    assert dina.post(f"{version}/approve", {}).status_code == 404
    assert bert.post(f"{version}/send-back", {"reason": "Noem de dienst."}).json()["status"] == "draft"
    dina.post(f"{version}/submit")
    approved = bert.post(f"{version}/approve", {}).json()
    assert approved["content"]["kind"] == "Document"
    assert len(approved["sha256"]) == 64
    assert caller("chris").get(version).status_code == 404
    assert dina.post(f"{version}/publish", {}).json()["status"] == "published"
    assert reader.get(version).json()["text"] == TEXT
    assert caller("chris").get(version).status_code == 404
    assert caller("chris").get(f"{HOME}/documents").json()["count"] == 0
    assert reader.get(f"{HOME}/documents?search=wachtwoord").json()["count"] == 1
    [attached] = reader.get(f"{version}/attachments").json()
    download = reader.get(f"{HOME}/attachments/{attached['id']}/file")
    assert download["Content-Disposition"].startswith("attachment;")
    download.getvalue()
    with scope(world.system, [world.zonderbeke]):
        persons = LedgerEntry.objects.filter(action="documents:version:read").values_list("actor_id", flat=True)
        assert world.person("dirk").pk in persons

    one = f"{HOME}/documents/{document['id']}"
    following = dina.post(f"{one}/versions", {"major": True}).json()
    assert following["number"] == "2.0"
    second = f"{HOME}/versions/{following['id']}"
    dina.post(f"{second}/save", {"text": TEXT.replace("sluit", "vergrendelt"), "base": 1})
    changed = dina.get(f"{second}/diff").json()
    assert changed["changes"] == 1
    assert reader.get(f"{second}/diff").status_code == 404
    assert dina.post(f"{second}/drop", {"reason": "Niet nodig."}).json()["status"] == "dropped"
    assert dina.post(f"{one}/describe", {"title": "Anders"}).json()["title"] == "Anders"
    assert dina.post(f"{one}/readers", {"audience": "plan_general"}).json()["audience"] == "plan_general"
    assert dina.post(f"{one}/withdraw", {"reason": "Oud."}).json()["status"] == "withdrawn"
    assert reader.get(one).status_code == 404


def test_files_as_versions_and_replacing(caller: Callable[..., Caller]) -> None:
    document, version = begun(caller, text="")
    dina, bert = caller("dina"), caller("bert")
    file = SimpleUploadedFile("beleid.txt", b"Een oud beleid.")
    assert dina.upload(f"{version}/file", {"file": file}).json()["text"] == "Een oud beleid."
    answer = dina.get(f"{version}/file")
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.getvalue()
    assert dina.post(f"{version}/text").json()["file_name"] == ""
    attached = dina.upload(f"{version}/attachments", {"file": SimpleUploadedFile("x.txt", b"x")}).json()
    assert dina.post(f"{HOME}/attachments/{attached['id']}/remove").json() == []
    other, next_version = begun(caller)
    for one in (version, next_version):
        dina.post(f"{one}/submit")
        bert.post(f"{one}/approve", {})
        assert dina.post(f"{one}/publish", {}).status_code == 200
    answer = dina.post(f"{HOME}/documents/{document['id']}/replace", {"by": other["id"]})
    assert answer.json()["replaced_by"] == other["id"]


def test_bad_input_and_strangers(caller: Callable[..., Caller]) -> None:
    document, version = begun(caller)
    body = {"title": "X", "kind": "policy", "audience": "persons"}
    assert caller("dina").post(f"{HOME}/documents", body).status_code == 422
    assert caller("an").post(f"{HOME}/documents", body | {"audience": "policy"}).status_code == 404
    emil = caller("emil")
    for path in (version, f"{HOME}/documents/{document['id']}", f"{HOME}/documents"):
        assert emil.get(path).status_code == 404
    assert emil.get(version.replace("zonderbeke", "lissegem")).status_code == 404
    assert caller("dina", "read").post(f"{version}/submit").status_code == 403
