"""Routes on importing a list of persons, mandates or services: the test import, and the same plan carried out."""

from typing import Any

from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from roeland.api.guard import ApiRequest, inside
from roeland.ledger.action import Invalid
from roeland.people.importers.plan import Plan
from roeland.people.importers.problems import Problem
from roeland.people.importers.run import run_import, test_import
from roeland.people.importers.sheets import MAX_BYTES, safe_name, too_large
from roeland.people.rules import P

router = Router(tags=["importeren"])
BASE = "/authorities/{slug:authority}/persons/import"
SHOWN = 200  # faults and steps in one answer; the counts are of all


class FaultOut(Schema):
    """What is wrong in one cell. `level`: error (nothing is imported) or warning."""

    line: int | None
    column: str
    found: str
    what: str
    advice: str
    level: str


class StepOut(Schema):
    """What the import does with one line."""

    line: int
    subject: str
    deed: str
    label: str


class PlanOut(Schema):
    """`counts` has per subject the number per deed; of `faults` and `steps` the first 200 are given."""

    file: str
    kind: str
    rows: int
    faulty_rows: int
    absent: int
    can_run: bool
    counts: dict[str, dict[str, int]]
    faults: list[FaultOut]
    steps: list[StepOut]


def show(plan: Plan) -> PlanOut:
    """A plan as the API gives it."""
    return PlanOut(
        file=plan.file,
        kind=plan.kind.value,
        rows=plan.rows,
        faulty_rows=plan.faulty_rows,
        absent=plan.absent,
        can_run=plan.can_run,
        counts=plan.counts(),
        faults=[_fault(one) for one in plan.problems[:SHOWN]],
        steps=[
            StepOut(line=one.line, subject=one.subject.value, deed=one.deed.value, label=one.label)
            for one in plan.work[:SHOWN]
        ],
    )


def _fault(one: Problem) -> FaultOut:
    return FaultOut(
        line=one.line,
        column=one.column,
        found=str(one.found),
        what=str(one.what),
        advice=str(one.advice),
        level=one.level.value,
    )


def _read(file: UploadedFile) -> tuple[str, bytes]:
    if (file.size or 0) > MAX_BYTES:
        raise Invalid({"file": [too_large()]})
    return safe_name(file.name or ""), file.read()


@router.post(f"{BASE}/check", response=PlanOut, operation_id="test_import")
@inside(P.PERSON_EDIT)
def check(request: ApiRequest, authority: str, file: File[UploadedFile]) -> Any:
    """The test import of a list (CSV, XLSX or ODS, at most 10 MB): what would happen and what is wrong. Writes nothing."""
    return show(test_import(request.actor, request.authority, *_read(file)))


@router.post(BASE, response={201: PlanOut}, operation_id="import_persons")
@inside(P.PERSON_EDIT)
def run(request: ApiRequest, authority: str, file: File[UploadedFile]) -> Any:
    """Import a list, all or nothing. With a faulty line nothing is imported and every fault is named (422)."""
    plan = run_import(request.actor, request.authority, *_read(file))
    if plan.errors:
        errors: dict[str, list[str]] = {}
        for one in plan.errors[:SHOWN]:
            errors.setdefault(f"line {one.line}" if one.line else "file", []).append(str(one))
        raise Invalid(errors)
    return Status(201, show(plan))
