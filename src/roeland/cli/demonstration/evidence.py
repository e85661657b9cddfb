"""The files that were handed in: small real PDF, CSV and log files with invented content. Pure; the same words give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roeland.cli.demonstration.story import draw

LOGS = frozenset({"backup-restore-test", "patch-cycle", "backup-daily-check", "known-exploited-check"})
TABLES = frozenset(
    {
        "leavers-check",
        "access-review",
        "privileged-access-review",
        "ksz-access-review",
        "inventory-check",
        "licence-check",
    }
)
WORDS = frozenset(
    {"advice-followup", "control-plan-followup", "crisis-contacts", "contract-expiry-check", "awareness-onboarding"}
)
REPORTS = frozenset(
    {"backup-restore-test", "access-review", "patch-cycle"}
)  # these hand in a report beside the log or table


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: a file with its bytes, or words without."""

    label: str
    name: str = ""
    content: bytes = b""
    text: str = ""


def pieces(town: str, duty_id: str, title: str, expected: Sequence[str], on: date) -> list[Piece]:
    """What is handed in for a duty done on a day."""
    label = expected[0] if expected else ""
    stem = f"{duty_id}-{on:%Y-%m-%d}"
    if duty_id in WORDS:
        return [
            Piece(label, text=f"{title}: nagekeken op {on.day}/{on.month:02}/{on.year}. {_remark(town, duty_id, on)}")
        ]
    found: list[Piece] = []
    if duty_id in LOGS:
        found.append(Piece(label, f"{stem}.log", _log(town, duty_id, on)))
    if duty_id in TABLES:
        found.append(Piece(label, f"{stem}.csv", _table(town, duty_id, on)))
    if not found or duty_id in REPORTS:
        other = expected[-1] if found and len(expected) > 1 else label
        found.append(Piece(other, f"{stem}.pdf", report(town, title, expected, on)))
    return found


def _remark(*parts: object) -> str:
    remarks = ("Geen opmerkingen.", "Eén punt bijgewerkt.", "Twee punten volgen bij de volgende keer.", "Alles klopt.")
    return remarks[draw(*parts, out_of=len(remarks))]


def _log(town: str, duty_id: str, on: date) -> bytes:
    lines = [f"{on} {town} {duty_id}"]
    for number in range(8):
        minute = draw(town, duty_id, on, number, out_of=60)
        size = 1 + draw("size", town, duty_id, on, number, out_of=400)
        lines.append(f"{on} {9 + number // 3:02}:{minute:02} srv{number + 1:02} ok {size} GB")
    return ("\n".join(lines) + "\n").encode()


def _table(town: str, duty_id: str, on: date) -> bytes:
    rows = ["Nummer;Systeem;Nagekeken;Uitkomst"]
    for number in range(12):
        outcome = "aangepast" if draw(town, duty_id, on, number, out_of=9) == 0 else "in orde"
        rows.append(f"{number + 1};Toepassing {number + 1:02};{on - timedelta(days=number % 4):%d/%m/%Y};{outcome}")
    return ("\r\n".join(rows) + "\r\n").encode("utf-8-sig")


def report(town: str, title: str, expected: Sequence[str], on: date) -> bytes:
    """A page with a title, what it holds and that it is a demonstration."""
    lines = [
        title,
        f"{town}, {on.day}/{on.month:02}/{on.year}",
        "",
        "Demonstratie: dit bestuur en alles in dit bestand is verzonnen.",
        "",
        *(f"{number}. {item}" for number, item in enumerate(expected, 1)),
        "",
        _remark(town, title, on),
    ]
    return pdf(lines)


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page with these lines in Helvetica; letters outside Windows-1252 become question marks."""
    drawn = b"\n".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    stream = b"BT /F1 11 Tf 16 TL 56 780 Td\n" + drawn + b"\nET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252", errors="replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
