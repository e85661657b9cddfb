"""Browser journeys run against the real program: a small demonstration built and served by its own commands, in Chromium."""

import email
import email.policy
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys import house as house_data

CHROMIUM = shutil.which("chromium")
TODAY = "2026-11-17"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage"
).split()
THEMES = ("light", "dark")
# Of the same page, another theme changes colours only: the rules that look at those run again.
RULES: dict[str, dict[str, Any]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
WIDTHS = (1280, 390)
expect.set_options(timeout=20_000)  # milliseconds: a busy machine answers late


@dataclass(frozen=True)
class Server:
    """A running demonstration: its address, its data folder, and the log-in of each person by e-mail."""

    url: str
    data: Path
    passwords: dict[str, str]

    def program(self, module: str, *words: str) -> str:
        """Run another program in this installation, beside the server; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=environment(self.data),
            check=False,
            capture_output=True,
            text=True,
            timeout=180,
            cwd=Path(__file__).parents[2],
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def job(self, name: str, at: datetime) -> int:
        """Run one job of the worker's own table as if it were `at`; how many things it did."""
        return int(self.program("tests.journeys.worker_at", name, at.isoformat()))

    def letters(self, domain: str) -> list[EmailMessage]:
        """All mail to addresses of this domain so far, in the order in which it left."""
        files = sorted(self.data.glob("mail/*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        parts = [part for path in files for part in re.split(rb"^-{79}$", path.read_bytes(), flags=re.MULTILINE)]
        found = [email.message_from_bytes(part.strip(), policy=email.policy.default) for part in parts if part.strip()]
        return [cast(EmailMessage, one) for one in found if str(one["To"]).endswith(f"@{domain}")]


def environment(data: Path) -> dict[str, str]:
    """The environment of an installation: nothing of ours but its data folder."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ROELAND_", "DATABASE_", "DJANGO_"))}
    return env | {"ROELAND_DATA": str(data), "ROELAND_DEMO": "1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.sqlite)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="needs Chromium (apt install chromium)"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Build the small demonstration with `roeland demo`, serve it with `roeland serve`."""
    data = tmp_path_factory.mktemp("journey")
    env = environment(data)
    run = [sys.executable, "-m", "roeland"]
    subprocess.run(
        [*run, "demo", "--small", "--no-serve", "--today", TODAY], env=env, check=True, capture_output=True, timeout=300
    )
    port = free_port()
    process = subprocess.Popen([*run, "serve", "--port", str(port), "--processes", "1", "--no-worker"], env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url)
        lines = json.loads((data / "keys" / "demo-passwords").read_text(encoding="utf-8"))
        yield Server(url, data, {line["email"]: line["password"] for line in lines})
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def house(server: Server) -> Server:
    """The same installation with one more authority, of 400 staff; the log-ins are of its people only."""
    server.program("tests.journeys.house", house_data.PASSWORD)
    return Server(server.url, server.data, house_data.logins())


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}/healthz/", timeout=2).read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")  # its event loop would stand in the way of the database in later modules
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A fresh browser window in Belgium; a page error or a refused resource fails the test."""
    context = browser.new_context(
        base_url=server.url,
        locale="nl-BE",
        timezone_id="Europe/Brussels",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
    )
    opened.on(
        "console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield opened
    context.close()
    assert faults == []


def sign_in(page: Page, server: Server, name: str) -> None:
    """Log in by typing, as a person does. `name` is the part of the e-mail before the @."""
    email = next(e for e in server.passwords if e.startswith(name))
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(server.passwords[email])
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.wait_for_url("**/")


def check_accessible(page: Page) -> None:
    """0 axe violations and no sideways scroll, light and dark, wide and narrow."""
    page.wait_for_load_state()  # of a page that is half there the landmarks lack
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of the two words
            found: Any = Axe().run(page, options=RULES[theme])
            assert found.violations_count == 0, f"{page.url} {width} {theme}: {found.generate_report()}"
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sideways <= 0, f"{page.url} scrolls {sideways} px sideways at {width}"
    page.set_viewport_size({"width": 1280, "height": 900})
