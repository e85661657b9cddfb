"""Every operation of the API x roles x objects of the own and of another authority x tokens that may read or write."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from roeland.api import urls
from roeland.api.schema import document
from roeland.people.actions import create_token
from tests.conformance import acceptance_addresses as acceptance
from tests.conformance import documents_addresses as documents
from tests.conformance import governance_addresses as governance
from tests.conformance import meetings_addresses as meetings
from tests.conformance import packs_addresses as packs
from tests.conformance import projects_addresses as projects
from tests.conformance import visits_addresses as visits
from tests.conformance.conftest import Planted
from tests.conformance.test_pages import text_of
from tests.conformance.test_posts import counts, undone
from tests.conformance.test_verbs import expected
from tests.conformance.things import OPEN, SHUT, Seed, Things, may_read, seeds_in

# Operation -> the permission without which it is a 404; what stands nowhere asks only to be signed in and to see the object.
ASKS = {
    "catalogue": "duties:plan:see",
    "duties": "duties:plan:see",
    "adopt_duty": "duties:plan:decide",
    "adopt_selection": "duties:plan:decide",
    "add_duty": "duties:plan:decide",
    "link_mandate": "duties:plan:decide",
    "make_task": "duties:task:make",
    "findings": "duties:plan:see",
    "open_finding": "duties:finding:edit",
    "close_finding": "duties:finding:edit",
    "mark_visit": "duties:plan:decide",
    "fail_signal": "duties:signal:report",
    "claim_task": "duties:task:do",
    "delegate_task": "duties:task:do",
    "postpone_task": "duties:task:do",
    "skip_task": "duties:task:do",
    "hand_in_task": "duties:task:do",
    "withdraw_task": "duties:task:do",
    "comment_task": "duties:task:comment",
    "accept_task": "duties:task:review",
    "reject_task": "duties:task:review",
    "reopen_task": "duties:task:review",
    "attach_text": "duties:task:do",
    "attach_file": "duties:task:do",
    "attach_link": "duties:task:do",
    "remove_evidence": "duties:task:do",
    "erase_evidence": "duties:evidence:erase",
    "pause_clock": "duties:clock:run",
    "resume_clock": "duties:clock:run",
    "stop_clock": "duties:clock:run",
    "note_clock": "duties:clock:run",
    "propose_not_notifying": "duties:clock:run",
    "advise_clock": "duties:clock:advise",
    "decide_clock": "duties:clock:decide",
    "costs": "duties:cost:see",
    "cost_years": "duties:cost:see",
    "add_cost": "duties:cost:edit",
    "remove_cost": "duties:cost:edit",
    "report_texts": "reports:report:prepare",
    "write_report": "reports:report:prepare",
    "offer_report": "reports:report:offer",
    "decline_duty": "duties:plan:decide",
    "adapt_duty": "duties:plan:decide",
    "stop_duty": "duties:plan:decide",
    "start_clock": "duties:clock:run",
    "entries": "ledger:log:read",
    "entry": "ledger:log:read",
    "proof": "ledger:log:read",
    "checkpoint": "ledger:log:read",
    "erase_entry": "ledger:payload:erase",
    "export_log": "ledger:log:export",
    "persons": "people:person:see",
    "person": "people:person:see",
    "export_persons": "people:person:export",
    "teams": "people:person:see",
    **dict.fromkeys(
        "add_person change_person end_employment join_team give_account invite_person add_team change_team "
        "test_import import_persons".split(),
        "people:person:edit",
    ),
    "erase_person": "people:person:erase",
    **dict.fromkeys(("roles", "mandates", "bodies"), "people:mandate:see"),
    **dict.fromkeys(
        "set_replacement end_replacement add_mandate end_mandate name_decision add_body join_body leave_body".split(),
        "people:mandate:appoint",
    ),
    **dict.fromkeys(("settings", "closing_days"), "people:settings:see"),
    **dict.fromkeys(
        "set_role change_profile name_entity set_working_hours add_closing_day remove_closing_day".split(),
        "people:settings:edit",
    ),
    "reports": "reports:report:list",
    "start_report": "reports:report:prepare",
    "report": "reports:report:list",
    "figures": "reports:report:list",
    "freeze_report": "reports:report:freeze",
    **dict.fromkeys(("report_pdf", "report_word", "report_proof"), "reports:report:list"),
    **documents.ASKS,
    **governance.ASKS,
    **meetings.ASKS,
    **visits.ASKS,
    **packs.ASKS,
    **acceptance.ASKS,
    **projects.ASKS,
}
MAYBE_ABSENT = {
    "proof",
    "checkpoint",
    "report_pdf",
    "report_word",
    "report_proof",
    *documents.API_MAYBE_ABSENT,
    *governance.API_MAYBE_ABSENT,
    *meetings.API_MAYBE_ABSENT,
    *visits.API_MAYBE_ABSENT,
    *packs.API_MAYBE_ABSENT,
}  # once something was signed or frozen
SLOW = {"freeze_report", "export_log"}
UPLOADS = {
    *governance.UPLOADS,
    "seal_list",
    "attach_file",
    "test_import",
    "import_persons",
    *documents.UPLOADS,
    *packs.UPLOADS,
    *acceptance.UPLOADS,
}
IN_BODY = {
    **projects.IN_BODY,
    **documents.IN_BODY,
    **governance.IN_BODY,
    **meetings.IN_BODY,
    **visits.IN_BODY,
    **packs.IN_BODY,
    **acceptance.IN_BODY,
    "reason": "x",
    "text": "x",
    "proof": "x",
    "title": "x",
    "due": "2026-12-31",
    "year": 2022,
    "catalogue_id": "x",
    "detail": "x",
    "ground": "x",
    "given_name": "x",
    "family_name": "x",
    "name": "x",
    "kind": "x",
    "kbo": "x",
    "role": "x",
    "decision": "x",
    "rank": 9,
    "day": "2026-12-31",
    "start": "2026-12-31",
    "on": "2026-12-31",
    "windows": [],
    "note": "x",
    "ref": "x",
    "rule": "FREQ=MONTHLY",
    "lead_role": "security_officer",
    "severity": "low",
    "section": "samenvatting",
    "since": "2026-03-01",
    "until": "2026-03-20",
    "agrees": True,
    "advice": "x",
    "notify": True,
    "catalogue_ids": ["backup-daily-check"],
    "subject_kind": "duties.task",
    "amount": "10.00",
    "first": "2026-12-31",
}
ROLES = ("security_officer", "ict_staff", "hr", "councillor", "staff")


def operations() -> list[tuple[str, str, str]]:
    """(method, path, operation id) of what is inside an authority."""
    found = []
    for path, methods in document(urls.api)["paths"].items():
        for method, operation in methods.items():
            if "{authority}" in path:
                found.append((method, path, operation["operationId"]))
    return found


def arguments(things: Things) -> Iterator[tuple[dict[str, Any], str]]:
    """Values for the names in a path, in both audiences."""
    for audience in (OPEN, SHUT):
        yield (
            {
                **documents.arguments(things, audience == SHUT),
                **documents.readers_addresses.arguments(things, documents.circle(audience == SHUT)),
                **governance.arguments(things),
                **meetings.arguments(things),
                **visits.arguments(things),
                **packs.arguments(things),
                **acceptance.arguments(things),
                **projects.arguments(things),
                "task_id": things.task[audience].pk,
                "duty_id": things.duty[audience].pk,
                "evidence_id": things.files[audience].pk,
                "cost_id": things.cost.pk,
                "finding_id": things.finding[audience].pk,
                "index": things.entries[audience],
                "clock_id": things.clock.pk,
                "person_id": things.person.pk,
                "team_id": things.team.pk,
                "body_id": things.body.pk,
                "member_id": things.member.pk,
                "mandate_id": things.mandate.pk,
                "replacement_id": things.replacement.pk,
                "absence_id": things.absence.pk,
                "closing_day_id": things.closing_day.pk,
                "role": "hr",
                "year": things.report.year,
                "part": "public",
            },
            audience,
        )


KINDS = {"task_id": "task", "duty_id": "duty", "evidence_id": "task", "index": "entry", "finding_id": "finding"}

PEOPLE = {
    "person_id": ("person", "persons"),
    "team_id": ("team", "persons"),
    "body_id": ("body", "mandates"),
    "member_id": ("member", "mandates"),
    "mandate_id": ("mandate", "mandates"),
    "replacement_id": ("replacement", "mandates"),
    "absence_id": ("absence", "mandates"),
    "closing_day_id": ("closing", "settings"),
}


FIXED: dict[str, tuple[str, str]] = {
    **documents.readers_addresses.FIXED,
    **meetings.NEEDS,
    **governance.NEEDS,
    **visits.NEEDS,
    **packs.NEEDS,
    **acceptance.NEEDS,
    **projects.NEEDS,
    **PEOPLE,
    "cost_id": ("cost", "money"),
    "clock_id": ("clock", "breach"),
    "year": ("report", "annual_report"),
}


def needs(path: str, audience: str) -> Iterator[Seed]:
    """What the reader must see for this path."""
    for name in re.findall(r"{(\w+)}", path):
        if name in KINDS:
            yield Seed("zonderbeke", KINDS[name], audience)
        elif name in (circled := {**documents.NEEDS, **documents.readers_addresses.NEEDS}):
            yield Seed("zonderbeke", circled[name], documents.circle(audience == SHUT))
        elif name in FIXED:
            yield Seed("zonderbeke", *FIXED[name])


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
        before = counts() if method == "post" else {}
        with undone():
            status, text = self.call(method, path, operation, values, slug)
            assert status in fine, f"{method} {path} at {slug}: {status}"
            assert not {w for w in seeds_in(text) if w in self.planted.words}, path
            assert not before or counts() == before, f"{path} was refused and wrote all the same"


def allowed(operation: str, path: str, audience: str, role: str, agreed: dict[str, set[str]]) -> bool:
    code = ASKS.get(operation)
    if code is not None and role not in agreed[code]:
        return False
    return all(may_read(seed, role, "zonderbeke") for seed in needs(path, audience))


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
