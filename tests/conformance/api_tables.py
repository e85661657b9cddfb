"""What the operations of the API ask: which permission, which values in their path, which words in their body."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from roeland.api import urls
from roeland.api.schema import document
from tests.conformance import acceptance_addresses as acceptance
from tests.conformance import documents_addresses as documents
from tests.conformance import governance_addresses as governance
from tests.conformance import logs_addresses as logs
from tests.conformance import meetings_addresses as meetings
from tests.conformance import packs_addresses as packs
from tests.conformance import projects_addresses as projects
from tests.conformance import visits_addresses as visits
from tests.conformance.things import OPEN, SHUT, Seed, Things, may_read

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
    "propose_not_notifying": "duties:clock:propose",
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
    **logs.ASKS,
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
    *logs.API_MAYBE_ABSENT,
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
    *logs.UPLOADS,
}
IN_BODY = {
    **projects.IN_BODY,
    **logs.IN_BODY,
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


@cache
def operations() -> list[tuple[str, str, str]]:
    """(method, path, operation id) of what is inside an authority. Read once: the OpenAPI document takes long to write."""
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
                **logs.arguments(things),
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
    **logs.NEEDS,
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


def allowed(operation: str, path: str, audience: str, role: str, agreed: dict[str, set[str]]) -> bool:
    code = ASKS.get(operation)
    if code is not None and role not in agreed[code]:
        return False
    return all(may_read(seed, role, "zonderbeke") for seed in needs(path, audience))
