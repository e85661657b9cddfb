"""`roeland demo` itself: small in every run, whole in the slow ones."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

BUILD = ("demo", "--no-serve", "--today", "2026-11-21")


def roeland(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a data folder of its own, as a user does."""
    keep = {
        name: value for name, value in os.environ.items() if not name.startswith(("ROELAND_", "DATABASE_", "PYTEST"))
    }
    command = [sys.executable, "-m", "roeland", *arguments]
    return subprocess.run(
        command, env=keep | {"ROELAND_DATA": str(data)}, capture_output=True, text=True, timeout=400, check=False
    )


def ask(data: Path, question: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(f"file:{data / 'roeland.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def sizes(data: Path) -> list[tuple[object, ...]]:
    return ask(data, "SELECT origin, size FROM ledger_ledgertree ORDER BY origin")


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "evidence").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "var"
    done = roeland(data, *BUILD, "--small")
    assert done.returncode == 0, done.stderr
    assert "Klaar in" in done.stdout
    return data


def test_it_builds_two_authorities_and_says_demonstration_in_the_origin(built: Path) -> None:
    trees = dict(sizes(built))
    assert set(trees) == {f"demonstratie.localhost/log/{name}/1" for name in ("installatie", "lissegem", "zonderbeke")}
    assert all(isinstance(size, int) and size > 5 for size in trees.values())
    assert ask(built, "SELECT count(*) FROM people_authorityprofile WHERE is_demo")[0][0] == 2


def test_a_second_run_changes_nothing(built: Path) -> None:
    before, kept = sizes(built), files(built)
    again = roeland(built, *BUILD)
    assert again.returncode == 0, again.stderr
    assert "staat er al" in again.stdout
    assert (sizes(built), files(built)) == (before, kept)


def test_the_ledger_verifies_and_is_signed_to_the_end(built: Path) -> None:
    done = roeland(built, "ledger", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    last = dict(ask(built, "SELECT tree_id, max(size) FROM ledger_ledgercheckpoint GROUP BY tree_id"))
    assert last == dict(ask(built, "SELECT id, size FROM ledger_ledgertree"))


def test_everything_lies_before_the_day_of_building(built: Path) -> None:
    first, last = ask(built, "SELECT min(time), max(time) FROM ledger_ledgerentry")[0]
    assert str(first) >= "2026-08-21"
    assert str(last) < "2026-11-20 23:00"  # midnight in Belgium


def test_there_is_work_of_every_kind(built: Path) -> None:
    statuses = {row[0] for row in ask(built, "SELECT DISTINCT status FROM duties_task")}
    assert statuses >= {"planned", "handed_in", "rejected", "accepted"}
    assert ask(built, "SELECT count(*) FROM duties_clock WHERE status = 'running'")[0][0] == 1
    overdue = ask(built, """SELECT count(*) FROM duties_task WHERE "limit" < '2026-11-21' AND status = 'planned'""")
    assert overdue[0][0] >= 2


def test_only_the_demonstration_persons_have_a_password(built: Path) -> None:
    path = built / "keys" / "demo-passwords"
    lines = json.loads(path.read_text(encoding="utf-8"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    usable = {row[0] for row in ask(built, "SELECT email FROM people_account WHERE password LIKE 'argon2%'")}
    shown = {line["email"] for line in lines}
    asked = """SELECT a.email FROM people_account a JOIN people_person p ON p.account_id = a.id
        JOIN logs_question q ON q.person_id = p.id JOIN people_invitation i ON i.account_id = a.id WHERE i.used_at IS NOT NULL"""
    invited = {row[0] for row in ask(built, asked)}
    assert usable == shown | invited, "and who was invited to answer a question, with a password that nobody knows"
    assert len(shown) == 12
    assert len(invited) < 6


def test_data_of_somebody_else_is_refused(tmp_path: Path) -> None:
    assert roeland(tmp_path, "migrate").returncode == 0
    database = sqlite3.connect(tmp_path / "roeland.sqlite3")
    with database:
        database.execute(
            "INSERT INTO kernel_authority (id, slug, name, created_at) VALUES (?, 'echtegem', 'Echtegem', '2026-01-05')",
            ("0" * 32,),
        )
    database.close()
    done = roeland(tmp_path, *BUILD, "--small")
    assert done.returncode == 1
    assert "geen demonstratie" in done.stderr
    assert [row[0] for row in ask(tmp_path, "SELECT slug FROM kernel_authority")] == ["echtegem"]


def test_the_rooms_have_something_to_show(built: Path) -> None:
    """Advice that waits, a draft, a meeting that is convened, visits with their page, a project before the director, a question."""
    for question, least in (
        ("SELECT count(*) FROM governance_advice WHERE status = 'given'", 2),
        ("SELECT count(*) FROM documents_version WHERE status = 'draft'", 1),
        ("SELECT count(*) FROM meetings_meeting WHERE status = 'invited'", 1),
        ("SELECT count(*) FROM visits_visit WHERE status = 'closed' AND sha256 <> ''", 4),
        ("SELECT count(*) FROM visits_visit WHERE status = 'planned'", 2),
        ("SELECT count(*) FROM projects_project WHERE presented_on IS NOT NULL AND status = 'intake'", 1),
        ("SELECT count(*) FROM documents_readingrequest WHERE status = 'asked'", 1),
    ):
        assert int(str(ask(built, question)[0][0])) >= least, question


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-11-21", "2027-02-28"])
def test_the_whole_one_has_a_frozen_year(tmp_path: Path, day: str) -> None:
    done = roeland(tmp_path, "demo", "--no-serve", "--today", day)
    assert done.returncode == 0, done.stderr
    people = dict(
        ask(
            tmp_path,
            "SELECT a.slug, count(*) FROM people_person p JOIN kernel_authority a ON a.id = p.authority_id"
            " WHERE p.left_on IS NULL GROUP BY a.slug",
        )
    )
    assert people == {"zonderbeke": 420, "lissegem": 160}
    reports = ask(tmp_path, "SELECT year, status FROM reports_report")
    assert reports == [(2025, "frozen"), (2025, "frozen")]
    overdue = (
        "SELECT count(*) FROM meetings_decision d JOIN duties_task t ON t.id = d.task_id"
        f" WHERE t.status = 'planned' AND t.due < '{day}'"
    )
    assert int(str(ask(tmp_path, overdue)[0][0])) >= 1
    assert ask(tmp_path, "SELECT count(*) FROM meetings_meeting WHERE status = 'approved'")[0][0] >= 3  # type: ignore[operator]
    assert ask(tmp_path, "SELECT count(*) FROM acceptance_asked WHERE state = 'asked'")[0][0] != 0
    assert ask(tmp_path, "SELECT count(*) FROM reports_frozenpart WHERE part = 'public' AND pages <= 8")[0][0] == 2
    assert roeland(tmp_path, "ledger", "verify").returncode == 0


def content(data: Path) -> list[tuple[object, ...]]:
    """What two builds for the same day have in common: everything but uuids, salts, keys and passwords."""
    questions = (
        (
            'SELECT number, title, due, "limit", status, done_on, handed_in_at FROM duties_task t'
            " JOIN kernel_authority a ON a.id = t.authority_id ORDER BY a.slug, number"
        ),
        "SELECT given_name, family_name, job_title, active_from, left_on FROM people_person ORDER BY email, active_from",
        "SELECT name, sha256, effective_on FROM duties_evidence ORDER BY name, sha256, effective_on",
        (
            "SELECT t.origin, e.idx, e.action, e.time FROM ledger_ledgerentry e JOIN ledger_ledgertree t ON t.id = e.tree_id"
            " ORDER BY t.origin, e.idx"
        ),
    )
    return [row for question in questions for row in ask(data, question)]


@pytest.mark.slow
def test_the_same_day_gives_the_same_content(built: Path, tmp_path: Path) -> None:
    done = roeland(tmp_path, *BUILD, "--small")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path) == content(built)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-11-23", "2026-12-31", "2027-02-28", "2026-07-15"])
def test_it_builds_on_any_day(tmp_path: Path, day: str) -> None:
    done = roeland(tmp_path, "demo", "--no-serve", "--small", "--today", day)
    assert done.returncode == 0, done.stderr
    assert (
        ask(
            tmp_path, f"""SELECT count(*) FROM duties_task WHERE "limit" < '{day}' AND status IN ('planned', 'open')"""
        )[0][0]
        >= 1
    )
