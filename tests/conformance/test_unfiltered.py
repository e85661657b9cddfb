"""What passes the seeing filter stands in a list, with its reason; anything new fails here until somebody has thought about it.

A manager filters what it reads, but `select_related` brings a row along by a join and `QuerySet(Model)` starts past every manager.
Reads belong in a queries module, where a join is looked at with its room. Elsewhere only `authority` may come along without a
reason: it is the authority of the row itself, which the reader sees already.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from roeland import kernel

ROOT = Path(kernel.__file__).parents[1]
OWN = "authority"

NAME = "the name of who is meant: colleagues know each other's names, and the page or verb was asked of the row itself"
PAPER = "the document of a version, round or reading: it has the audience of the row that points to it"
PARENT = "the row that this one is a part of: same audience, and the verb is asked of both"
MAILS = "a job that mails: it runs with the rights of the system and tells each person of his own rows only"
CALLER = "the relations are named by the caller, in a queries module or a verb of its room"
DEMO = "building the demonstration, by the system"

JOINED: dict[str, tuple[str, set[str]]] = {
    "acceptance/actions/accepting.py": (PAPER, {"document", "version", "offer__document", "offer__version"}),
    "acceptance/actions/codes.py": (PAPER + "; " + NAME, {"document", "version", "person", "team"}),
    "acceptance/actions/lists.py": (NAME, {"person"}),
    "acceptance/handlers.py": (PAPER, {"*RELATED", "document", "person"}),
    "acceptance/jobs.py": (MAILS, {"*RELATED", "person__account"}),
    "acceptance/offers.py": (PAPER, {"document", "asked__offer__document"}),
    "acceptance/web/entry.py": (PAPER, {"document__owner", "version__authority"}),
    "api/guard.py": (CALLER, {"*related"}),
    "api/logs_runs.py": (NAME, {"person", "user"}),
    "api/meetings_values.py": (NAME, {"person"}),
    "api/packs.py": (PARENT, {"walk"}),
    "documents/actions/approving.py": (NAME, {"person"}),
    "documents/actions/writing.py": (NAME, {"person"}),
    "documents/blocks/papers.py": (PAPER, {"current", "document"}),
    "documents/chapters.py": (PAPER, {"document"}),
    "documents/deviating.py": (PAPER, {"*RELATED"}),
    "documents/handlers.py": (MAILS, {"person__account"}),
    "documents/offers.py": (PAPER, {"document", "document__current", "submitted_by", "*related"}),
    "documents/output.py": (PAPER, {"document", "approved_by"}),
    "documents/readers.py": (PAPER + "; " + NAME, {"*RELATED", "person", "decided_by", "inspection"}),
    "duties/jobs/expiry.py": (NAME, {"person"}),
    "duties/jobs/reminders.py": (MAILS, {"account", "assignee__account", "reviewer__account"}),
    "duties/jobs/warnings.py": (NAME, {"owner"}),
    "duties/web/evidence.py": (PARENT, {"task"}),
    "knowledge/actions.py": (PAPER, {"current"}),
    "knowledge/handlers.py": (PAPER, {"document"}),
    "ledger/verbs.py": (CALLER, {"*(related or (None,))"}),
    "logs/actions/keeping.py": (PARENT, {"user"}),
    "logs/actions/openings.py": (PARENT + "; " + NAME, {"person", "run", "user"}),
    "logs/actions/questions.py": (PARENT, {"run"}),
    "logs/actions/sample.py": (PARENT + "; " + NAME, {"run", "reviewer", "user"}),
    "logs/assembling.py": ("what the engine reads, by the system; no page shows it", {"team"}),
    "logs/jobs/questions.py": (MAILS, {"person__account"}),
    "logs/vault.py": (PARENT, {"source"}),
    "logs/web/openings.py": (PARENT + "; " + NAME, {"case__run", "person"}),
    "logs/web/sample.py": (PARENT + "; " + NAME, {"person", "run", "user"}),
    "meetings/actions/links.py": (PARENT + "; " + NAME, {"owner", "meeting", "paper", "person"}),
    "meetings/actions/planning.py": (NAME, {"person"}),
    "meetings/jobs.py": (MAILS, {"meeting__authority", "person__account", "document"}),
    "meetings/report.py": (NAME, {"person"}),
    "meetings/web/common.py": (NAME, {"written_by", "person", "replaced_by"}),
    "meetings/web/shown.py": (NAME, {"person"}),
    "packs/actions.py": (PAPER, {"document"}),
    "packs/web/starting.py": (PARENT, {"walk"}),
    "people/importers/run.py": (NAME, {"person"}),
    "people/web/me.py": (NAME, {"person"}),
    "people/web/roles.py": (NAME, {"person"}),
    "projects/offers.py": (PARENT, {"project"}),
    "visits/actions/closing.py": (PARENT + "; " + NAME, {"task", "person"}),
    "visits/web/handover.py": (NAME, {"giver", "taker"}),
}
EXCUSED = {"cli/demonstration/": DEMO}

PAST: dict[str, tuple[str, int]] = {
    "acceptance/actions/codes.py": ("a secret in an address: nobody is logged in", 2),
    "duties/erasing.py": (
        "whether any authority still refers to a file: tells yes or no, and clears what was erased",
        2,
    ),
    "logs/models/cases.py": ("the predicate of the seeing filter itself, and what a row grants", 2),
    "logs/queries/holders.py": (
        "an account that was the reader's counts, whatever he sees: tells what is about him",
        2,
    ),
    "meetings/actions/links.py": ("a secret in an address: nobody is logged in", 1),
    "meetings/models/council.py": ("what a row grants is asked where no scope is open", 1),
    "meetings/models/meeting.py": ("the predicate of the seeing filter itself, and what a row grants", 2),
    "meetings/queries/meetings.py": ("a number under a meeting that was filtered itself", 1),
    "people/actions/erasing.py": ("an account is erased in every authority", 2),
    "people/actions/persons.py": ("whether an account serves any authority: tells yes or no", 1),
    "people/actors.py": ("what every scope is made of", 2),
    "people/queries/accounts.py": ("which roles somebody holds at all: what the actor cannot see weighs as much", 2),
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in our code, with the file it stands in; migrations left out."""
    for file in sorted(ROOT.rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        if "/migrations/" not in place:
            yield from ((place, node) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))


def joined(call: ast.Call) -> set[str]:
    """What a call of select_related brings along, as written; nothing for another call."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "select_related"):
        return set()
    found = {str(a.value) if isinstance(a, ast.Constant) else ast.unparse(a) for a in call.args}
    return (found or {"everything"}) - {OWN}


def reads(place: str) -> bool:
    """Whether this is a queries module: the place for reading."""
    return "queries" in place.removesuffix(".py").split("/")


def bare(call: ast.Call) -> bool:
    """Whether it makes a query set past every manager; the type in an annotation is no call."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name == "QuerySet"


def test_a_join_outside_queries_has_a_reason() -> None:
    found: dict[str, set[str]] = {}
    for place, call in calls():
        if joined(call) and not reads(place) and not any(place.startswith(folder) for folder in EXCUSED):
            found.setdefault(place, set()).update(joined(call))
    assert found == {place: names for place, (_reason, names) in JOINED.items()}


def test_a_query_set_past_the_managers_has_a_reason() -> None:
    found = Counter(place for place, call in calls() if bare(call))
    assert found == {place: times for place, (_reason, times) in PAST.items()}


def test_every_reason_says_something() -> None:
    reasons = [reason for reason, _ in (*JOINED.values(), *PAST.values())]
    assert all(len(reason.split()) > 3 for reason in reasons)


def test_what_it_looks_for_is_found() -> None:
    [join] = [n for n in ast.walk(ast.parse('rows.select_related("authority", "duty")')) if isinstance(n, ast.Call)]
    assert joined(join) == {"duty"}
    [everything] = [n for n in ast.walk(ast.parse("rows.select_related()")) if isinstance(n, ast.Call)]
    assert joined(everything) == {"everything"}
    assert [bare(n) for n in ast.walk(ast.parse("query.QuerySet(Task)")) if isinstance(n, ast.Call)] == [True]
