"""The annual report for whoever is at the command line: the frozen bytes when there are any, else a draft of now; or a Word file."""

import hashlib
from dataclasses import dataclass

from roeland.documents.render import print_pdf
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.reports import actions, layout, store
from roeland.reports.models import FrozenPart, Report
from roeland.reports.queries import reports
from roeland.reports.store import Damaged
from roeland.reports.values import Part
from roeland.reports.word import word

__all__ = ["Annual", "Damaged", "make"]


@dataclass(frozen=True, slots=True)
class Annual:
    """A part as a file: its bytes, whether the report is frozen, its pages (None in Word) and the digest of these bytes.

    `pdf_sha256` is that of the frozen PDF: only those bytes are the frozen report, a Word file never is.
    """

    content: bytes
    frozen: bool
    pages: int | None
    sha256: str
    pdf_sha256: str = ""


def make(actor: Actor, *, authority: Authority, year: int, part: Part, user: str, form: str = "pdf") -> Annual:
    """The part as PDF or (`form="docx"`) as a Word file; states in the ledger that `user` made it. Raises Damaged, NotAllowed.

    A year without a report gives a draft too: its figures exist, only nobody wrote about them yet.
    """
    with scope(actor, [authority]):
        report = reports.report(authority, year)
        row = reports.part(report, part) if report is not None and report.frozen else None
        made = _frozen(row, form) if row is not None else _draft(authority, year, part, report, form)
    actions.record_print(actor, authority=authority, year=year, part=part, user=user, frozen=made.frozen, form=form)
    return made


def _frozen(row: FrozenPart, form: str) -> Annual:
    if form == "docx":
        content = reports.paper(row)
        return Annual(content, frozen=True, pages=None, sha256=_digest(content), pdf_sha256=row.sha256)
    return Annual(store.get(row.sha256), frozen=True, pages=row.pages, sha256=row.sha256, pdf_sha256=row.sha256)


def _draft(authority: Authority, year: int, part: Part, report: Report | None, form: str) -> Annual:
    document = layout.document(reports.brief(authority, year, report=report), part)
    if form == "docx":
        content = word(document)
        return Annual(content, frozen=False, pages=None, sha256=_digest(content))
    printed = print_pdf(document)
    return Annual(printed.content, frozen=False, pages=printed.pages, sha256=_digest(printed.content))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
