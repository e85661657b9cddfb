"""A plan of some 60 pages (25,000 words): the difference of two versions, and the PDF, each beside another way in the same run.

Prints medians of five and ratios, in seconds of the processor but for `wall`; nothing is asserted on time.
`--weasyprint PYTHON` names a Python that has WeasyPrint (no dependency of Roeland). Both begin in a fresh process with the same
Markdown and make the same document model of it; then one renders the PDF, the other HTML and that through WeasyPrint. `compile`
begins at the model: starting, importing and the model are left out of both.
`--write` keeps the figures in docs/benchmarks/documents.json.

Run: python benchmarks/bench_documents.py [--weasyprint PYTHON] [--write]
"""

import argparse
import io
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roeland.documents.render import Document

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
WORDS = (
    "server nacht kopie bestuur dienst wachtwoord toegang netwerk leverancier back-up herstel controle logboek sleutel toestel "
    "medewerker burger gegevens plan taak bewijs systeem beheerder account risico maatregel incident melding termijn verslag"
).split()
CHAPTERS, PARAGRAPHS, LENGTH, ROWS = 24, 11, 84, 16
STYLE = "<style>@page{size:A4;margin:2.6cm 2.4cm}body{font:10.5pt sans-serif}td,th{border-bottom:.5pt solid}</style>"


def text() -> str:
    """The plan as Markdown: chapters with paragraphs, a list and a table each; the same every time."""
    dice = random.Random(7)

    def sentence(count: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(count)).capitalize() + "."

    parts = []
    for chapter in range(1, CHAPTERS + 1):
        parts.append(f"# {chapter} {sentence(3)}")
        parts += [" ".join(sentence(12) for _ in range(LENGTH // 12)) for _ in range(PARAGRAPHS)]
        parts.append("\n".join(f"- {sentence(8)}" for _ in range(5)))
        rows = "\n".join(f"| {sentence(3)} | {dice.randint(1, 90)} |" for _ in range(ROWS))
        parts.append(f"| Wat | Hoeveel |\n|---|--:|\n{rows}")
    return "\n\n".join(parts)


def changed(old: str) -> str:
    """A next version: words replaced in one of six paragraphs, some paragraphs gone, some new."""
    dice = random.Random(8)
    found = []
    for part in old.split("\n\n"):
        if part.startswith(("#", "|", "-")) or dice.random() > 0.2:
            found.append(part)
        elif dice.random() < 0.8:
            found.append(re.sub(r"\b(server|burger|plan)\b", lambda _: dice.choice(WORDS), part))
        if dice.random() < 0.02:
            found.append("Een nieuwe alinea over " + " en ".join(dice.sample(WORDS, 12)) + ".")
    return "\n\n".join(found)


def median(do: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of this processor, so that what else runs on the machine does not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        do()
        times.append(time.process_time() - start)
    return statistics.median(times)


def difference() -> dict[str, float]:
    """compare() beside difflib over all words."""
    from roeland.documents.diff import compare

    old = text()
    new = changed(old)
    ours = median(lambda: compare(old, new))
    plain = median(lambda: SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes(), 1)
    return {"words": len(old.split()), "diff_ms": ours * 1000, "difflib_ms": plain * 1000, "diff_ratio": plain / ours}


def plan() -> "Document":
    """The plan as a document model, laid out as a version is (`paper`): the text, and a chart with its table in every third chapter."""
    from roeland.documents.markdown import to_blocks
    from roeland.documents.render import Block, Contents, CoverPage, Document, Figure, Heading, PageBreak, Table, Tlp

    bars = "".join(f'<rect x="60" y="{20 * i}" width="{200 + 7 * i}" height="14" fill="#2b7d54"/>' for i in range(8))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160">{bars}</svg>'
    table = Table(
        "Dezelfde cijfers", ("Kwartaal", "Gedaan"), tuple((f"{i}e kwartaal", str(i)) for i in range(1, 5)), (1,)
    )
    blocks: list[Block] = [CoverPage("Veiligheidsplan", "Zonderbeke"), Contents(), PageBreak()]
    heads = 0
    for block in to_blocks(text()):
        blocks.append(block)
        heads += isinstance(block, Heading)
        if isinstance(block, Heading) and heads % 3 == 0:
            blocks.append(Figure(svg, "Acht staven, van 200 tot 249", "Controles", table))
    moment = datetime(2026, 1, 15, tzinfo=UTC)
    return Document("Veiligheidsplan", "Zonderbeke", Tlp.AMBER_STRICT, "versie 3.2", moment, tuple(blocks))


def once() -> None:
    """The PDF in this fresh process: seconds by the wall and of the processor, imports included, and of compiling alone."""
    start = time.perf_counter()
    from roeland.documents.render import render_pdf

    document = plan()
    before = time.process_time()
    content = render_pdf(document)
    _tell(content, start, before)


def other() -> None:
    """The same through HTML and WeasyPrint, as declared there: PDF/UA-1."""
    start = time.perf_counter()
    from roeland.documents.render import render_html

    document = plan()
    import weasyprint

    before = time.process_time()
    head = f'<html lang="nl-BE"><head><title>Plan</title>{STYLE}</head>'
    html = f"{head}<body>{render_html(document)}</body></html>"
    content = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    _tell(content, start, before)


def _tell(content: bytes, start: float, before: float) -> None:
    spent, wall, cpu = time.process_time() - before, time.perf_counter() - start, time.process_time()
    import pypdf

    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    print(json.dumps({"pages": pages, "wall": wall, "cpu": cpu, "compile": spent}))


def pdf(weasyprint: str) -> dict[str, float]:
    """Five fresh processes; with WeasyPrint beside them, turn by turn."""
    from roeland.documents.render.docx import render_docx

    ours, others = [], []
    document = plan()
    for _ in range(5):
        ours.append(_run(sys.executable, __file__, "--once"))
        if weasyprint:
            others.append(_run(weasyprint, __file__, "--other"))

    def middle(rows: list[dict[str, float]], name: str) -> float:
        return statistics.median(row[name] for row in rows)

    result = {"pages": ours[0]["pages"], "docx_cpu_s": median(lambda: render_docx(document), 1)}
    result |= {f"pdf_{name}_s": middle(ours, name) for name in ("wall", "cpu", "compile")}
    if others:
        result["weasyprint_pages"] = others[0]["pages"]
        result |= {f"weasyprint_{name}_s": middle(others, name) for name in ("wall", "cpu", "compile")}
        result |= {f"ratio_{name}": middle(others, name) / middle(ours, name) for name in ("wall", "cpu", "compile")}
    return result


def _run(*command: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--other", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--weasyprint", default="")
    asked = parser.parse_args()
    if asked.once:
        once()
        return
    if asked.other:
        other()
        return
    figures = {key: round(value, 2) for key, value in {**difference(), **pdf(asked.weasyprint)}.items()}
    print(json.dumps(figures, indent=1))
    if asked.write:
        (ROOT / "docs" / "benchmarks" / "documents.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
