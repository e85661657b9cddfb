"""The commands that are processes: migrate, check, serve, worker."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import environment, ok, run

IMPATIENT = "from roeland.cli import main, progress; progress.QUIET = progress.PAUSE = 0.0; main.main()"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("processes") / "var"
    command = [sys.executable, "-W", "error", "-c", IMPATIENT, "migrate", "--json"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True, timeout=240)
    told, steps = done.stderr.splitlines(), json.loads(done.stdout)["applied"]
    assert len(told) == steps > 20  # one for each step, and nothing else
    assert re.fullmatch(rf"Databank bijwerken: 1 van {steps} stappen \(\w+\)", told[0])
    assert told[-1].startswith(f"Databank bijwerken: {steps} van {steps} stappen ")
    return folder


def test_migrate_twice(data: Path) -> None:
    assert json.loads(ok(data, "migrate", "--json"))["applied"] == 0


def test_check_is_content(data: Path) -> None:
    found = json.loads(ok(data, "check", "--json"))
    assert found["ok"]
    assert "schrijfslot" in [f["what"] for f in found["findings"]]


def test_check_says_everything_that_is_wrong(data: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "weg", "check", ROELAND_LOG_LEVEL="luid", ROELAND_DEBUG="misschien")
    assert done.returncode == 1
    assert "ROELAND_LOG_LEVEL" in done.stdout
    assert "ROELAND_DEBUG" in done.stdout
    assert "roeland migrate" in run(tmp_path / "weg", "check").stdout
    outside = run(
        data, "check", ROELAND_BASE_URL="http://roeland.zonderbeke.be", ROELAND_DEBUG="ja", ROELAND_DEBUGG="ja"
    )
    assert outside.returncode == 1
    assert {"FOUT  debug", "FOUT  base_url", "FOUT  ROELAND_DEBUGG"} <= {
        line.split(":")[0] for line in outside.stdout.splitlines()
    }


def test_check_warns_of_a_proxy_that_nobody_counted(data: Path) -> None:
    """It may be meant so: a warning fails nothing."""
    public = {"ROELAND_BASE_URL": "https://roeland.zonderbeke.be", "ROELAND_MAIL_URL": "smtp://mail.zonderbeke.be"}
    told = json.loads(ok(data, "check", "--json", **public))
    assert [row["what"] for row in told["findings"] if row["warning"]] == ["trusted_proxies"]
    assert "let op trusted_proxies" in ok(data, "check", **public)
    assert "let op" not in ok(data, "check", **public, ROELAND_TRUSTED_PROXIES="1")


def test_check_sees_a_key_that_others_can_read(data: Path) -> None:
    key = data / "keys" / "secret_key"
    key.chmod(0o644)
    done = run(data, "check")
    key.chmod(0o600)
    assert (done.returncode, "secret_key" in done.stdout) == (1, True)


def test_check_names_a_missing_key_of_a_log(install: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = install(tmp_path / "var")
    ok(folder, "backup", "--out", str(tmp_path / "backup.zip"))  # leaves the first entry
    ok(folder, "worker", "--once")  # signs it
    assert "goed  sleutel van logboek" in ok(folder, "check")
    for key in folder.glob("keys/**/*"):
        if key.is_file() and key.name != "secret_key":
            key.unlink()
    done = run(folder, "check")
    assert (done.returncode, "FOUT  sleutel van logboek" in done.stdout) == (1, True)


def test_check_sees_a_damaged_database(install: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = install(tmp_path / "var")
    database = folder / "roeland.sqlite3"
    content = bytearray(database.read_bytes())
    content[8192:40960] = b"x" * (40960 - 8192)
    database.write_bytes(content)
    assert run(folder, "check").returncode == 1


def test_wrong_settings_end_a_command_with_every_problem(data: Path) -> None:
    done = run(data, "migrate", ROELAND_LOG_LEVEL="luid", DATABASE_URL="mysql://x/y")
    assert done.returncode == 1
    assert "de instellingen kloppen nog niet" in done.stderr
    assert "ROELAND_LOG_LEVEL" in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_worker_does_everything_once(data: Path) -> None:
    said = ok(data, "worker", "--once")
    assert "ledger-checkpoints: " in said
    assert "plan-ahead: " in said


def test_serve_answers_and_stops_gracefully(data: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "roeland", "serve", "--port", str(port), "--processes", "1"]
    process = subprocess.Popen(
        command, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert fetch(f"http://127.0.0.1:{port}/account/login/") == 200
        assert fetch(f"http://127.0.0.1:{port}/api/v1/me") == 401
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) == 2  # web and worker
    finally:
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def fetch(url: str) -> int:
    """The status of a page, once the server listens."""
    until = time.monotonic() + 40
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                status: int = answer.status
                return status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_demonstration_is_never_shown_to_others(data: Path) -> None:
    done = run(data, "serve", "--host", "0.0.0.0", ROELAND_DEMO="ja")
    assert done.returncode == 1
    assert "alleen op deze computer" in done.stderr


def test_the_demonstration_says_something_at_once(data: Path) -> None:
    """Before Django is started and before the folder is looked at; a wrong setting is told only after it."""
    done = run(data, "demo", "--no-serve", ROELAND_BASE_URL="geen adres")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == "Roeland maakt de demonstratie klaar. Even geduld."


def test_os_user_is_named() -> None:
    from roeland.cli.start import os_user

    assert os_user()
    assert os.environ.get("SUDO_USER", "") in os_user()
