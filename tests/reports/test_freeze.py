import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from roeland.documents.render import document_from_data, render_html, render_pdf
from roeland.duties.actions import add_cost, make_task, making, review, work
from roeland.duties.queries.year import year_of
from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.ledger import keys
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.jobs import sign_checkpoints
from roeland.ledger.models import LedgerEntry, LedgerTree
from roeland.reports import actions, layout, store
from roeland.reports.figures import UnknownFigure
from roeland.reports.models import FrozenFigure, FrozenPart, Report, ReportText
from roeland.reports.queries import figures, reports
from roeland.reports.room_figures import ROOMS
from roeland.reports.values import Part
from tests.reports.history import SECRET, at, freeze, live
from tests.reports.texts import text_of
from tests.world import World

pytestmark = pytest.mark.django_db
ELSEWHERE = {figure.key for figure in ROOMS} - {"meetings-held"}


def test_freezing_keeps_figures_with_their_origin(world: World) -> None:
    live(world)
    report = freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        rows = {row.key: row for row in FrozenFigure.objects.filter(report=report)}
        assert all(row.value == 0 for key, row in rows.items() if key in ELSEWHERE), "nothing happened in other rooms"
        assert {key: row.value for key, row in rows.items() if key not in ELSEWHERE} == {
            "tasks-due": 15, "tasks-done": 13, "tasks-on-time": 12, "tasks-overdue": 1, "meetings-held": 2, "tasks-late": 1,
            "tasks-skipped": 1, "tasks-in-review": 0, "findings-opened": 2, "findings-closed": 1, "findings-open": 1,
        }  # fmt: skip
        done = rows["tasks-done"]
        assert (done.query, done.version) == ("reports.annual.tasks-done", 1)
        assert done.arguments == {"year": 2025, "as_of": "2026-01-15T08:00:00+00:00"}
        assert len(done.ids) == 13
        assert done.tree_size == report.tree_size
        assert done.previous is None
        assert all("select" not in str(row.arguments).lower() for row in rows.values())


def test_every_frozen_figure_comes_out_the_same_when_asked_again_later(world: World) -> None:
    live(world)
    report = freeze(world)
    with at(2026, 3, 1):  # the world goes on: the late task gets done, a new task of 2026 is made
        dina = world.actor("dina")
        with scope(dina, [world.zonderbeke]):
            late = world_task(world, SECRET)
        work.hand_in(world.actor("dina"), task=late, note="Alsnog gedaan.")
        making.make_task(
            dina, authority=world.zonderbeke, title="Nieuw", due=date(2026, 3, 9), lead_role="security_officer"
        )
    with at(2026, 6, 1), scope(world.actor("bert"), [world.zonderbeke]):
        for row in FrozenFigure.objects.filter(report=report):
            again = figures.recount(world.zonderbeke, query=row.query, version=row.version, kept=row.arguments)
            assert (again.value, [str(item) for item in again.ids]) == (row.value, row.ids), row.key
            assert hashlib.sha256("\n".join(sorted(row.ids)).encode()).hexdigest() == row.ids_sha256


def test_figures_agree_with_the_control_plan(world: World) -> None:
    live(world)
    with at(2026, 1, 15), scope(world.actor("dina"), [world.zonderbeke]):
        plan = year_of(world.zonderbeke, 2025)
        brief = reports.brief(world.zonderbeke, 2025)
    found = {
        key: brief.value(f"tasks-{key}")
        for key in ("due", "done", "on-time", "late", "skipped", "overdue", "in-review")
    }
    told = plan.summary
    assert found == {
        "due": told.due, "done": told.done, "on-time": told.on_time, "late": told.late, "skipped": told.skipped,
        "overdue": told.overdue, "in-review": told.in_review,
    }  # fmt: skip
    assert brief.figures["tasks-due"].unit == plan.unit


def test_rejected_evidence_is_overdue_only_after_its_last_day(world: World) -> None:
    dina = world.actor("dina")
    for due in (date(2025, 11, 20), date(2025, 12, 20)):
        with at(2025, 11, 10):
            made = making.make_task(
                dina,
                authority=world.zonderbeke,
                title=f"Nazicht {due}",
                due=due,
                lead_role="ict_staff",
                separation=True,
            )
            handed = work.hand_in(world.actor("an"), task=made, note="gedaan")
            review.reject(dina, task=handed, reason="verkeerd verslag")
    with at(2025, 12, 1), scope(dina, [world.zonderbeke]):
        found = reports.brief(world.zonderbeke, 2025).figures
    assert (found["tasks-overdue"].value, found["tasks-due"].value) == (1, 1)
    assert found["tasks-overdue"].definition.endswith("in nazicht zijn. Afgekeurd is niet gedaan.")


def world_task(world: World, title: str) -> object:
    from roeland.duties.models import Task

    return Task.objects.get(title=title)


def test_a_version_that_is_not_known_is_said_so(world: World) -> None:
    with pytest.raises(UnknownFigure):
        figures.recount(
            world.zonderbeke,
            query="reports.annual.tasks-done",
            version=99,
            kept={"year": 2025, "as_of": "2026-01-01T00:00:00+00:00"},
        )


def test_the_parts_are_the_same_bytes_for_ever(world: World) -> None:
    live(world)
    report = freeze(world)
    with at(2027, 1, 1), scope(world.actor("dina"), [world.zonderbeke]):
        rows = list(FrozenPart.objects.filter(report=report))
        assert {row.part for row in rows} == {part.value for part in Part}
        for row in rows:
            content = reports.pdf(row)
            assert hashlib.sha256(content).hexdigest() == row.sha256
            assert len(content) == row.size
            assert render_pdf(document_from_data(row.document)) == content


def test_a_changed_file_is_found_out(world: World) -> None:
    live(world)
    report = freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        row = FrozenPart.objects.get(report=report, part=Part.PUBLIC)
    path = store.path_of(row.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(store.Damaged):
        reports.pdf(row)
    path.unlink()
    with pytest.raises(store.Damaged):
        reports.pdf(row)


def test_freezing_twice_and_writing_after_are_refused(world: World) -> None:
    live(world)
    report = freeze(world)
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        stale = Report.objects.get(pk=report.pk)
        stale.status = "draft"  # somebody with an old page open
    for held in (report, stale):
        with pytest.raises(Refused, match="bevroren"):
            actions.freeze(dina, report=held)
        with pytest.raises(Refused, match="bevroren"):
            actions.write(dina, report=held, section="samenvatting", text="Toch nog iets.")


def test_who_may_freeze(world: World) -> None:
    live(world)
    world.employ("gus", ["deputy_security_officer"])
    with at(2026, 1, 15):
        report = actions.start(world.actor("dina"), authority=world.zonderbeke, year=2025)
        for name in ("an", "chris", "emil", "gus"):
            with pytest.raises(NotAllowed):
                actions.freeze(world.actor(name), report=report)
        assert actions.freeze(world.actor("bert"), report=report).frozen


def test_the_checkpoint_is_the_state_before_the_freeze_and_stands_in_the_ledger(world: World) -> None:
    live(world)
    report = freeze(world)
    tree = LedgerTree.objects.get(authority_id=world.zonderbeke.pk)
    entry = LedgerEntry.everything.get(tree=tree, action="reports:report:frozen")
    assert entry.idx == report.tree_size
    assert report.checkpoint.split("\n")[1] == str(report.tree_size)
    assert report.key.startswith(tree.origin + "+")
    with scope(world.actor("dina"), [world.zonderbeke]):
        text = text_of(reports.pdf(FrozenPart.objects.get(report=report, part=Part.PUBLIC)))
    assert report.root[:12] in text
    assert report.checkpoint.split("\n")[0] in text


def test_last_year_stands_beside_this_year(world: World) -> None:
    live(world)
    freeze(world)
    with at(2026, 11, 21):
        brief = reports.brief(world.zonderbeke, 2026)
    assert brief.figures["tasks-done"].previous == 13
    assert brief.figures["tasks-done"].value == 0


def test_a_year_is_begun_once_and_not_before_it_comes(world: World) -> None:
    dina = world.actor("dina")
    with at(2026, 1, 15):
        actions.start(dina, authority=world.zonderbeke, year=2025)
        with pytest.raises(Refused):
            actions.start(dina, authority=world.zonderbeke, year=2025)
        with pytest.raises(Invalid):
            actions.start(dina, authority=world.zonderbeke, year=2027)


def test_confidential_text_has_its_own_audience(world: World) -> None:
    dina = world.actor("dina")
    with at(2026, 1, 15):
        report = actions.start(dina, authority=world.zonderbeke, year=2025)
        actions.write(dina, report=report, section="open-punten", text="Geheim.")
        with pytest.raises(Invalid):
            actions.write(dina, report=report, section="nagaan", text="x")
    with scope(dina, [world.zonderbeke]):
        row = ReportText.objects.get(section="open-punten")
        assert (row.confidential, row.audience) == (True, "reports")


def test_the_database_itself_holds_one_report_a_year(world: World) -> None:
    live(world)
    report = freeze(world)
    with pytest.raises(IntegrityError), gate.opened(), scope(world.system, [world.zonderbeke]):
        Report.objects.create(
            authority=world.zonderbeke,
            audience="annual_report",
            year=2025,
            status="draft",
            started_at=report.started_at,
        )


def test_councillors_read_the_public_part_from_the_papers_to_the_meeting(world: World) -> None:
    live(world)
    report = freeze(world)
    with at(2026, 3, 1):
        actions.offer(world.actor("bert"), report=report, since=date(2026, 3, 10), until=date(2026, 3, 26))
    seen = {}
    for day in (9, 10, 26, 27):
        with at(2026, 3, day), scope(world.actor("chris"), [world.zonderbeke]):
            seen[day] = sorted(FrozenPart.objects.values_list("part", flat=True))
    papers = sorted(part.value for part in Part if part is not Part.ANNEX)
    assert seen == {9: [], 10: papers, 26: papers, 27: []}
    with at(2026, 3, 10), scope(world.actor("an"), [world.zonderbeke]):
        assert not FrozenPart.objects.exists()


def test_only_a_frozen_report_is_offered(world: World) -> None:
    with at(2026, 1, 15):
        report = actions.start(world.actor("dina"), authority=world.zonderbeke, year=2025)
        with pytest.raises(Refused, match="Bevries eerst"):
            actions.offer(world.actor("bert"), report=report, since=date(2026, 3, 10), until=date(2026, 3, 26))


def test_costs_of_the_year_stand_in_the_decision(world: World) -> None:
    live(world)
    dina = world.actor("dina")
    with at(2025, 4, 1):
        task = make_task(dina, authority=world.zonderbeke, title="Opslag", due=date(2025, 6, 1), lead_role="ict_staff")
        for kind, amount in (("once", 3180), ("yearly", 1200), ("person_days", 4)):
            add_cost(
                dina, authority=world.zonderbeke, subject_kind="duties.task", subject_id=task.pk, title="Opslag",
                kind=kind, amount=Decimal(amount), first=date(2025, 3, 1), days=Decimal(4),
            )  # fmt: skip
    with at(2026, 1, 15):
        document = layout.document(reports.brief(world.zonderbeke, 2025), Part.COUNCIL_DECISION)
    assert (
        "eenmalig 3\u00a0180 euro, jaarlijks terugkerend 1\u00a0200 euro en eigen werk 4 persoonsdagen"
        in render_html(document)
    )


def test_without_the_signing_key_nothing_is_frozen(world: World) -> None:
    live(world)
    sign_checkpoints()
    tree = LedgerTree.objects.get(authority_id=world.zonderbeke.pk)
    for path in keys.folder().glob(f"{tree.pk}.*.key"):
        path.unlink()
    with pytest.raises(Refused, match="kan niet getekend worden"):
        freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert not Report.objects.get(year=2025).frozen
        assert not FrozenFigure.objects.exists()
