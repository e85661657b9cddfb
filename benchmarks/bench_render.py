"""How long a report of about 70 pages takes in a fresh process: median of five, printed, never asserted in a test.

Run: python benchmarks/bench_render.py
"""

import io
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

import pypdf

SECTIONS = 47
ROWS = 22
BODY = "In deze periode stonden controles op het plan. Ze zijn gedaan, later gedaan of met reden overgeslagen. " * 6


def build() -> tuple[int, float]:
    """Pages and seconds of one rendering in this process."""
    from roeland.documents.render import Document, Figure, Heading, Table, Tlp, paragraph, render_pdf

    bars = "".join(f'<rect x="60" y="{20 * i}" width="{200 + 7 * i}" height="14" fill="#2b7d54"/>' for i in range(8))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160">{bars}</svg>'
    blocks: list[Any] = []
    for number in range(1, SECTIONS + 1):
        rows = tuple((f"Taak {number}.{row}", str(row), str(row * 2), "gedaan") for row in range(ROWS))
        table = Table(f"Dezelfde cijfers {number}", ("Taak", "Op tijd", "Laat", "Status"), rows, (1, 2))
        blocks += [Heading(f"{number} Hoofdstuk", 1), paragraph(BODY), paragraph(BODY)]
        blocks += [Figure(svg, "Acht staven, van 200 tot 249", f"Controles {number}", table), paragraph(BODY)]
    moment = datetime(2026, 1, 15, tzinfo=UTC)
    document = Document("Jaarverslag", "Zonderbeke", Tlp.AMBER_STRICT, "ontwerp", moment, tuple(blocks))
    start = time.perf_counter()
    pdf = render_pdf(document)
    seconds = time.perf_counter() - start
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages), seconds


def main() -> None:
    """Five fresh processes, interpreter start included."""
    if "--once" in sys.argv:
        pages, seconds = build()
        print(pages, f"{seconds:.3f}")
        return
    times = []
    for _ in range(5):
        start = time.perf_counter()
        out = subprocess.run([sys.executable, __file__, "--once"], check=True, capture_output=True, text=True).stdout
        times.append(time.perf_counter() - start)
    pages, inside = out.split()
    print(
        f"{pages} pages, fresh process: median {statistics.median(times):.2f} s (render alone {inside} s), aim <= 3 s"
    )


if __name__ == "__main__":
    main()
