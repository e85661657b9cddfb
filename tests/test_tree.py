"""The tree itself: sizes of modules and templates, no machine of ours in any file, a line per dependency."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE_LINES, TEMPLATE_LINES = 300, 150
# path -> (lines, reason); an exception needs a reason that a stranger accepts.
LONGER: dict[str, tuple[int, str]] = {
    "src/roeland/ledger/verify.py": (650, "one file of the standard library alone, that a third party reads and runs"),
    "src/roeland/duties/facts.py": (330, "one small class per fact: it reads as a table"),
}
# path -> reason; only these may ask the time elsewhere than `roeland.kernel.clock`.
OTHER_TIME: dict[str, str] = {
    "src/roeland/kernel/clock.py": "the one source of time itself",
}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


@pytest.mark.parametrize(("pattern", "limit"), [("src/*.py", MODULE_LINES), ("*.html", TEMPLATE_LINES)])
def test_files_stay_small(pattern: str, limit: int) -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines(path)
        for path in tracked(pattern)
        if "migrations" not in path.parts and lines(path) > LONGER.get(str(path.relative_to(ROOT)), (limit, ""))[0]
    }
    assert too_long == {}


def test_no_file_names_a_machine_or_a_package_index() -> None:
    wrong = re.compile(r"(?<![\w.])/(?:work|root|farm|opt)/|index-url|find-links|/simple\b|artifactory|pypi-proxy")
    own = {"tests/test_tree.py", "tools/lock"}  # these name the words to keep them out
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if name in own or path.suffix in {".ttf", ".woff2", ".png", ".pdf", ".ico", ".zip", ".xlsx"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if wrong.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    assert found == []


def test_time_comes_from_the_kernels_clock_alone() -> None:
    asks = re.compile(
        r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|timezone\.(?:now|localdate|localtime)|time\.time(?:_ns)?)\("
    )
    name = re.compile(r"from time import [^\n]*\btime\b|from django\.utils\.timezone import")
    found = {
        str(path.relative_to(ROOT))
        for path in tracked("src/*.py")
        if any(asks.search(line) or name.search(line) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert found == set(OTHER_TIME), "use roeland.kernel.clock, or say here why not"


def test_the_log_engine_needs_no_django() -> None:
    code = "import sys, roeland.scrutiny.run; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("version", ["py311", "py312", "py313"])
def test_locks_hold_every_dependency_with_hashes(version: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[\[<>=,;]", item)[0].strip().lower() for item in project["dependencies"]}
    plain, dev = locked(f"{version}.txt"), locked(f"{version}-dev.txt")
    assert names - set(plain) == set()
    assert "setuptools" in plain  # the editable install builds without isolation
    assert {name: dev.get(name) for name in plain} == plain
    for extra in ("scale", "bench"):
        beside = locked(f"{version}-{extra}.txt")
        wanted = {re.split(r"[\[<>=,;]", item)[0].strip().lower() for item in project["optional-dependencies"][extra]}
        assert wanted - set(beside) == set()
        assert {name: beside[name] for name in beside if name in dev} == {
            name: dev[name] for name in dev if name in beside
        }
    for kind in ("", "-dev", "-scale", "-bench"):
        text = (ROOT / "requirements" / f"{version}{kind}.txt").read_text()
        assert text.count("==") <= text.count("--hash=sha256:")


def test_every_dependency_has_a_line_that_says_what_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + [item for extra in project["optional-dependencies"].values() for item in extra]
    names = {re.split(r"[\[<>=,;]", item)[0].strip().lower() for item in wanted}
    page = (ROOT / "docs" / "dependencies.md").read_text().lower()
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_licence_is_the_european_union_public_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert all(
        f"{number}.{title}" in text
        for number, title in ((1, "Definitions"), (5, "Obligations"), (15, "Applicable Law"))
    )


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for path in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not target.startswith("/") and not (path.parent / target).exists():
                dead.append(f"{path.relative_to(ROOT)}: {target}")
    assert dead == []
