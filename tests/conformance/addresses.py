"""Where every page about an object is found: URL name -> its addresses for the objects of `things`.

A pattern that takes an object and stands nowhere here fails the suite, so a new page cannot be forgotten.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.conformance import (
    acceptance_addresses,
    documents_addresses,
    governance_addresses,
    logs_addresses,
    meetings_addresses,
    packs_addresses,
    projects_addresses,
    visits_addresses,
)
from tests.conformance.surfaces import Route
from tests.conformance.things import OPEN, PREPARES, SHUT, Seed, Things, may_read

AUDIENCES = (OPEN, SHUT)
DO, COMMENT, REVIEW = "duties:task:do", "duties:task:comment", "duties:task:review"
NOBODY = "nobody"  # a page about something that is somebody else's own
FIGURE = "tasks-on-time"


@dataclass(frozen=True)
class Address:
    """Arguments of one page. `needs` are (kind, audience) that the reader must see, `code` a permission besides the page's own;
    `own` says that the arguments name an object of one authority (a role or a file format does not)."""

    arguments: dict[str, Any] = field(hash=False)
    needs: tuple[tuple[str, str], ...] = ()
    code: str = ""
    own: bool = True


def _task(code: str = "") -> Callable[[Things], list[Address]]:
    return lambda t: [Address({"number": t.task[a].number}, (("task", a),), code) for a in AUDIENCES]


def _duty(t: Things) -> list[Address]:
    return [Address({"pk": t.duty[a].pk}, (("duty", a),)) for a in AUDIENCES]


def _evidence(code: str, *places: str) -> Callable[[Things], list[Address]]:
    return lambda t: [
        Address({"number": t.task[a].number, "pk": getattr(t, place)[a].pk}, (("task", a),), code)
        for a in AUDIENCES
        for place in places
    ]


def _entry(t: Things) -> list[Address]:
    return [Address({"idx": t.entries[a]}, (("entry", a),), own=False) for a in AUDIENCES]


def _person(t: Things) -> list[Address]:
    return [Address({"pk": t.person.pk}, (("person", "persons"),))]


def _draft(**more: str) -> Callable[[Things], list[Address]]:
    return lambda t: [Address({"year": t.report.year, **more}, (("draft", "annual_report"),))]


def _one(name: str, kind: str, audience: str) -> Callable[[Things], list[Address]]:
    return lambda t: [Address({"pk": getattr(t, name).pk}, ((kind, audience),))]


def _fixed(**arguments: Any) -> Callable[[Things], list[Address]]:
    return lambda _things: [Address(arguments, own=False)]


STEPS = {
    "stoppen": "duties:clock:run",
    "notitie": "duties:clock:run",
    "adviseren": "duties:clock:advise",
    "beslissen": "duties:clock:decide",
}
ADDRESSES: dict[str, Callable[[Things], list[Address]]] = {
    "duties-duty": _duty,
    "duties-duty-adapt": _duty,
    "duties-duty-link": _duty,
    "duties-duty-stop": _duty,
    "duties-duty-signal": lambda t: [Address({"pk": t.duty[a].pk}, code=NOBODY) for a in AUDIENCES],  # no signals
    "duties-decline": _fixed(offered="backup-daily-check"),
    "duties-task": _task(),
    "duties-task-comment": _task(COMMENT),
    "duties-task-finding": _task(),
    **{f"duties-task-{verb}": _task(REVIEW) for verb in ("accept", "reject", "reopen")},
    **{
        f"duties-task-{verb}": _task(DO)
        for verb in ("claim", "pass-on", "postpone", "skip", "withdraw", "hand-in", "refer", "write")
    },
    "duties-evidence": _evidence("", "files"),
    "duties-evidence-erase": _evidence("", "files", "texts"),
    "duties-evidence-remove": _evidence(DO, "files", "texts"),
    "duties-finding-close": lambda t: [Address({"pk": t.finding[a].pk}, (("finding", a),)) for a in AUDIENCES],
    "duties-cost-add": lambda t: [
        Address({"kind": "duties.duty", "pk": t.duty[a].pk}, (("duty", a),)) for a in AUDIENCES
    ],
    "duties-cost": lambda t: [Address({"pk": t.cost.pk}, (("cost", "money"), ("task", OPEN)))],
    "duties-cost-remove": _one("cost", "cost", "money"),
    "duties-clock": _one("clock", "clock", "breach"),
    "duties-clock-act": lambda t: [
        Address({"pk": t.clock.pk, "step": step}, (("clock", "breach"),), code) for step, code in STEPS.items()
    ],
    "ledger-entry": _entry,
    "ledger-proof": _entry,
    "ledger-erase": _entry,
    "people-person": _person,
    "people-change": _person,
    "people-leave": _person,
    "people-erase": _person,
    "people-absence": _person,
    "people-mandate": _person,
    "people-move": _person,
    "people-invite": _person,
    "people-back": lambda t: [
        Address(
            {"pk": t.person.pk, "absence_pk": t.absence.pk},
            (("person", "persons"), ("absence", "mandates")),
            "people:absence:record",
        )
    ],
    "people-mandate-end": _one("mandate", "mandate", "mandates"),
    "people-replacement": _fixed(role="hr"),
    "people-replacement-end": lambda t: [
        Address({"role": t.replacement.role, "rank": 2}, (("replacement", "mandates"),))
    ],
    "people-role": _fixed(role="hr"),
    "people-team": _one("team", "team", "persons"),
    "people-member-add": _one("body", "body", "mandates"),
    "people-member-end": _one("member", "member", "mandates"),
    "people-closing-day-strike": _one("closing_day", "closing", "settings"),
    "people-import-template": _fixed(kind="personen"),
    "people-my-back": lambda t: [Address({"pk": t.absence.pk}, code=NOBODY)],
    "people-token-revoke": lambda t: [Address({"pk": t.token.pk}, code=NOBODY)],
    "people-session-end": lambda _t: [Address({"pk": 4711}, code=NOBODY)],
    "people-invitation": _fixed(secret="bestaat-niet"),
    "reports-report": _draft(),
    "reports-figure": _draft(key=FIGURE),
    "reports-text": _draft(section="samenvatting"),
    "reports-freeze": _draft(),
    "reports-offer": _draft(),
    "reports-pdf": _draft(part="openbaar"),
    "reports-docx": _draft(part="openbaar"),
    "reports-proof": _draft(),
    "help-chapter": _fixed(chapter="vandaag"),
    **documents_addresses.addresses(Address),
    **governance_addresses.addresses(Address),
    **meetings_addresses.addresses(Address),
    **visits_addresses.addresses(Address),
    **packs_addresses.addresses(Address),
    **acceptance_addresses.addresses(Address),
    **projects_addresses.addresses(Address),
    **logs_addresses.addresses(Address),
}


def addresses(route: Route, things: Things) -> list[Address]:
    """The addresses of a page; one without arguments has one. A page that stands nowhere is a KeyError."""
    if not takes_object(route.pattern):
        return [Address({}, own=False)]
    return ADDRESSES[route.name](things)


def takes_object(pattern: str) -> bool:
    return bool(re.search(r"<(?!slug:authority>)", pattern))


def url(route: Route, address: Address, slug: str) -> str:
    """The address in an authority, or without one."""
    values = {"authority": slug, **address.arguments}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found.group(1)]), route.pattern)


def open_to(role: str, route_code: str, address: Address, agreed: dict[str, set[str]], *, free: bool) -> bool:
    """Whether rights.csv and roles.yaml let a role in here, in the authority where it is held."""
    for code in (route_code, address.code):
        if code == NOBODY or (code and not (free and code == route_code) and role not in agreed[code]):
            return False
    return all(role in PREPARES if kind == "draft" else _sees(kind, audience, role) for kind, audience in address.needs)


def _sees(kind: str, audience: str, role: str) -> bool:
    return may_read(Seed("zonderbeke", kind, audience), role, "zonderbeke")


def every(routes: list[Route], things: Things) -> Iterator[tuple[Route, Address]]:
    for route in routes:
        for address in addresses(route, things):
            yield route, address
