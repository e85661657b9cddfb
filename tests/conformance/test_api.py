"""Every operation of the API x roles x objects of the own and of another authority x tokens that may read or write."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from roeland.people.actions import create_token
from tests.conformance.api_tables import ASKS, IN_BODY, MAYBE_ABSENT, SLOW, UPLOADS, allowed, arguments, operations
from tests.conformance.conftest import Planted
from tests.conformance.test_pages import text_of
from tests.conformance.test_posts import nothing_written, undone
from tests.conformance.test_verbs import expected
from tests.conformance.things import may_read, seeds_in

ROLES = ("security_officer", "ict_staff", "hr", "councillor", "staff")


class Caller:
    """Somebody with a token."""

    def __init__(self, planted: Planted, name: str, scope: str) -> None:
        self.planted, self.client = planted, Client(raise_request_exception=True)
        account = planted.world.accounts[name]
        _, secret = create_token(planted.world.actor(name), account=account, name="proef", scopes=[scope])
        self.headers = {"Authorization": f"Bearer {secret}"}

    def call(self, method: str, path: str, operation: str, values: dict[str, Any], slug: str) -> tuple[int, str]:
        where = re.sub(r"{(\w+)}", lambda m: str({"authority": slug, **values}[m.group(1)]), path)
        response: HttpResponseBase
        if method == "get":
            response = self.client.get(where, headers=self.headers)
        elif operation in UPLOADS:
            file = SimpleUploadedFile("proef.txt", b"proef")
            form = {
                "people": str(values["person_id"]),
                "held_on": "2026-12-31",
                "place": "x",
                "where": "x",
                "seen": "x",
            }
            form["severity"] = "low"
            response = self.client.post(where, {"file": file, **form}, headers=self.headers)
        else:
            body = {
                **IN_BODY,
                "person": str(values["person_id"]),
                "team": str(values["team_id"]),
                "mandate": str(values["mandate_id"]),
                "record_id": str(values["task_id"]),
                "subject_id": str(values["task_id"]),
                "started_at": "2026-01-01T09:00:00+01:00",
            }
            if operation == "start_clock":
                body["clock_id"] = "gdpr-33-regulator"
            response = self.client.post(where, body, content_type="application/json", headers=self.headers)
        return response.status_code, text_of(response)

    def shut(self, call: tuple[str, str, str], values: dict[str, Any], slug: str, fine: set[int]) -> None:
        """A call that must come to nothing and show nothing."""
        method, path, operation = call
        with nothing_written(f"{method} {path} at {slug}"):
            status, text = self.call(method, path, operation, values, slug)
        assert status in fine, f"{method} {path} at {slug}: {status}"
        assert not {w for w in seeds_in(text) if w in self.planted.words}, path


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_for_a_role(planted: Planted, role: str) -> None:
    planted.world.employ("iemand", [role])
    caller, reader, agreed = Caller(planted, "iemand", "write"), Caller(planted, "iemand", "read"), expected()
    for call in operations():
        method, path, operation = call
        for values, audience in arguments(planted.own):
            if method == "post":
                reader.shut(call, values, "zonderbeke", {403})
            if not allowed(operation, path, audience, role, agreed):
                caller.shut(call, values, "zonderbeke", {404})
                continue
            if operation in SLOW:
                continue
            with undone():
                status, text = caller.call(method, path, operation, values, "zonderbeke")
            absent = {404} if operation in MAYBE_ABSENT or method == "post" else set()
            fine = {200} if method == "get" else {200, 201, 204, 403, 409, 422}
            assert status in fine | absent, f"{method} {path} for {role}: {status}"
            words = planted.words
            leaked = {w for w in seeds_in(text) if w in words and not may_read(words[w], role, "zonderbeke")}
            assert not leaked, f"{path} shows {sorted(leaked)} to {role}"
        for values, _audience in arguments(planted.other):
            if re.search(r"_id}", path):
                caller.shut(call, values, "zonderbeke", {404})
            caller.shut(call, values, "lissegem", {404})
            break


def test_a_stranger_finds_and_changes_nothing(planted: Planted) -> None:
    """Officer, director, DPO and HR of Lissegem at once."""
    planted.world.employ("vreemd", ["security_officer", "general_director", "dpo", "hr"], planted.world.lissegem)
    caller = Caller(planted, "vreemd", "write")
    for call in operations():
        for values, _audience in arguments(planted.own):
            caller.shut(call, values, "zonderbeke", {404})
            if re.search(r"_id}", call[1]):
                caller.shut(call, values, "lissegem", {404})


def test_the_lists_can_show_words(planted: Planted) -> None:
    """The suite above can fail: the officer does get the words, of Zonderbeke alone."""
    caller, found = Caller(planted, "fien", "read"), set[str]()
    [(values, _), _other] = list(arguments(planted.own))
    for method, path, operation in operations():
        if method == "get" and operation != "report_pdf":
            found |= seeds_in(caller.call(method, path, operation, values, "zonderbeke")[1])
    seen = {planted.words[w] for w in found if w in planted.words}
    assert {seed.slug for seed in seen} == {"zonderbeke"}
    assert {"task", "duty", "clock", "person", "spread"} <= {seed.kind for seed in seen}


def test_every_name_in_a_path_has_a_value(planted: Planted) -> None:
    [(values, _), _other] = list(arguments(planted.own))
    for _method, path, operation in operations():
        assert set(re.findall(r"{(\w+)}", path)) <= {"authority", *values}, operation
    assert set(ASKS) | SLOW | MAYBE_ABSENT <= {operation for _, _, operation in operations()}
