"""Every verb of every room has an operation in the API, or stands here with the reason why it has none.

Which operation calls which verb is read from the routes themselves: the names in a route and in the helpers of its module that
it uses are looked up, and what turns out to be a verb counts.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from ninja import Schema

from roeland.api import urls
from tests.conformance.surfaces import import_everything, verbs

# Verb -> operation, where the route calls it through a function of the room.
THROUGH = {
    "documents.actions.inspections.try_code": "enter_inspection",
    "people.actions.imports.record_import": "import_persons",
    "ledger.actions.record_export": "export_log",
    "duties.actions.extras.choose_reminders": "choose_reminders",
    "logs.actions.runs.keep_run": "start_log_run",
    "logs.actions.runs.keep_closed": "close_log_run",
    "logs.actions.sample.judge_right": "judge_log_samples",
    **{f"logs.actions.reopening.withdraw_{what}": "reopen_log_case" for what in ("reason", "question", "incident")},
    "logs.actions.deliveries.record_delivery": "import_log_file",
    "logs.actions.deliveries.refuse_delivery": "import_log_file",
}

SESSION = "asks a session: the password or second step is typed on a page, never sent by a program"
LOG_IN = "states that somebody logged in, out or failed to; nobody says so by himself"
OPERATOR = "of the installation: on the command line of the server alone, there is no page either"
JOB = "what time or another verb does; nobody calls it on a page either"
WITHOUT = {
    "people.actions.accounts.accept_invitation": "happens before somebody can have a token",
    "people.actions.accounts.set_password": SESSION,
    "governance.actions.signing.confirm_sitting": SESSION,
    "governance.actions.objectives.measure_automatically": JOB,
    "meetings.actions.planning.mailed": JOB,
    "meetings.actions.links.send_paper_link": JOB,
    "meetings.actions.links.open_paper_link": "by somebody who is not logged in, with the link of a mail: he has no token",
    "documents.actions.table.lay_on_table": JOB,
    "people.actions.logins.record_second_step": SESSION,
    "people.actions.logins.record_login": LOG_IN,
    "people.actions.logins.record_logout": LOG_IN,
    "people.actions.logins.record_failure": LOG_IN,
    "people.actions.accounts.deactivate": OPERATOR,
    "people.actions.accounts.reset_second_step": OPERATOR,
    "people.actions.erasing.erase_account": OPERATOR,
    "people.actions.settings.open_authority": OPERATOR,
    "ledger.actions.record_installation_export": OPERATOR,
    "ledger.actions.rotate_key": OPERATOR,
    "ledger.actions.rotate_installation_key": OPERATOR,
    "ledger.operations.record_backup": OPERATOR,
    "ledger.operations.record_restore": OPERATOR,
    "reports.actions.record_print": "states who of the operating system printed a report on the command line",
    "ledger.actions.record_audit": JOB,
    "ledger.actions.record_installation_audit": JOB,
    "duties.actions.clocks.warn": JOB,
    "duties.actions.extras.reminders_sent": JOB,
    "duties.actions.making.make_way": JOB,
    "duties.actions.making.plan_task": JOB,
    "duties.actions.making.trigger_task": JOB,
    "duties.actions.work.fulfil": JOB,
    "visits.actions.handovers.carry_out": JOB,
    "logs.actions.reveals.ask_reveal": "what follows asks a code that is typed on a page just before",
    "logs.actions.reveals.show_reveal": "asks a code that is typed on a page just before",
    "logs.actions.questions.show_own": "the number is on the page of the worker alone, once",
    "logs.actions.questions.mailed": JOB,
    "logs.actions.questions.escalate": JOB,
    "logs.actions.questions.extend": JOB,
    "logs.actions.questions.hold": JOB,
    "logs.actions.reopening.withdrawal_mailed": JOB,
    **{f"logs.actions.reviewers.{verb}": JOB for verb in ("pass_on", "pass_on_sample")},
    "logs.actions.retention.blank": JOB,
    **{
        f"acceptance.actions.following.{verb}": JOB
        for verb in ("carry", "follow_readers", "release", "reminders_sent", "renew", "welcome")
    },
    "acceptance.actions.codes.count_wrong_code": JOB,
    "acceptance.actions.codes.send_link": JOB,
    **{
        f"acceptance.actions.codes.{verb}": "by somebody without an account, at a kiosk or with a link: he has no token"
        for verb in ("accept_with_code", "accept_with_link", "open_link")
    },
    **{f"logs.actions.deliveries.{verb}": JOB for verb in ("blank_delivery", "destroy_key", "forget_consultations")},
    "knowledge.actions.index": JOB,
    "knowledge.actions.forget": JOB,
    "knowledge.actions.rebuild": OPERATOR,
    "documents.actions.output.seal_pdf": JOB,
    "documents.actions.deviations.expire_deviation": JOB,
    "documents.actions.inspections.read_inspected": "states what the page shows to who reads on the spot or under a mandate",
    "documents.actions.output.print_version": "states that a paper left; the route that gives it calls this",
}
# Somebody is building these now; what got its operation is struck, and then the whole list.
IN_THE_MAKING: dict[str, str] = {}
ROOMS_IN_THE_MAKING = {"documents", "governance"}


def views() -> dict[str, Callable[..., Any]]:
    """Operation -> its function, without the guards around it."""
    found = {}
    for _prefix, router in urls.api._routers:
        for path in router.path_operations.values():
            for operation in path.operations:
                found[operation.operation_id] = inspect.unwrap(operation.view_func)
    return found


def used(function: Callable[..., Any], seen: set[object]) -> Iterator[object]:
    """Everything that a function names, and what the helpers it uses in the API name."""
    seen.add(function)
    inner = inspect.unwrap(function)
    known = inspect.getclosurevars(inner).globals
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(inner)))):
        thing: object = None
        if isinstance(node, ast.Name):
            thing = known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            thing = getattr(known.get(node.value.id), node.attr, None)
        if thing is None or not callable(thing):
            continue
        yield thing
        if isinstance(thing, FunctionType) and thing.__module__.startswith("roeland.api.") and thing not in seen:
            yield from used(thing, seen)


def called() -> dict[str, set[str]]:
    """Verb -> the operations that call it."""
    names = {id(verb.call): verb.name.removeprefix("roeland.") for verb in verbs()}
    found: dict[str, set[str]] = {}
    for operation, view in views().items():
        for thing in used(view, set()):
            if id(thing) in names:
                found.setdefault(names[id(thing)], set()).add(operation)
    for verb, operation in THROUGH.items():
        found.setdefault(verb, set()).add(operation)
    return found


def test_every_verb_has_an_operation_or_a_reason() -> None:
    known = {verb.name.removeprefix("roeland.") for verb in verbs()}
    have, excused = set(called()), set(WITHOUT) | set(IN_THE_MAKING)
    making = {name for name in known if name.split(".")[0] in ROOMS_IN_THE_MAKING}
    assert sorted(known - have - excused - making) == [], "a page offers what the API does not"
    assert sorted(excused - known) == [], "excused, but it is no verb any more"
    assert sorted(have & excused) == [], "has its operation: strike the excuse"
    assert set(THROUGH.values()) <= set(views())


def test_the_operations_are_really_read() -> None:
    """The suite above can fail: it finds the verbs of known operations, also through a helper, and no others."""
    found = called()
    assert found["people.actions.persons.add_person"] == {"add_person"}
    assert found["people.actions.persons.end_absence"] == {"end_absence"}
    assert "people.actions.accounts.set_password" not in found


def test_schemas_with_one_name_have_one_shape() -> None:
    """The OpenAPI document names a shape by its class: two classes of one name would describe each other's fields."""
    import_everything()
    shapes: dict[str, set[str]] = {}
    for model in subclasses(Schema):
        module = model.__module__.removeprefix("roeland.api.")
        if module == model.__module__ or "[" in model.__name__ or module.split("_")[0] in ROOMS_IN_THE_MAKING:
            continue
        shape = {name: str(field.annotation) for name, field in model.model_fields.items()}
        shapes.setdefault(model.__name__, set()).add(str(sorted(shape.items())))
    assert len(shapes) > 40
    assert [name for name, found in shapes.items() if len(found) > 1] == []


def subclasses(model: type[Schema]) -> Iterator[type[Schema]]:
    for found in model.__subclasses__():
        yield found
        yield from subclasses(found)
