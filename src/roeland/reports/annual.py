"""The annual report for whoever is at the command line: the frozen bytes when there are any, else a draft of now."""

import hashlib
from dataclasses import dataclass

from roeland.documents.render import print_pdf
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.reports import actions, layout, store
from roeland.reports.queries import reports
from roeland.reports.store import Damaged
from roeland.reports.values import Part

__all__ = ["Annual", "Damaged", "make"]


@dataclass(frozen=True, slots=True)
class Annual:
    """A printed part: its bytes, whether they are the frozen ones, pages and digest."""

    content: bytes
    frozen: bool
    pages: int
    sha256: str


def make(actor: Actor, *, authority: Authority, year: int, part: Part, user: str) -> Annual:
    """The part as PDF; states in the ledger that `user` printed it. Raises Damaged, NotAllowed.

    A year without a report gives a draft too: its figures exist, only nobody wrote about them yet.
    """
    with scope(actor, [authority]):
        report = reports.report(authority, year)
        row = reports.part(report, part) if report is not None and report.frozen else None
        if row is not None:
            made = Annual(store.get(row.sha256), frozen=True, pages=row.pages, sha256=row.sha256)
        else:
            printed = print_pdf(layout.document(reports.brief(authority, year, report=report), part))
            digest = hashlib.sha256(printed.content).hexdigest()
            made = Annual(printed.content, frozen=False, pages=printed.pages, sha256=digest)
    actions.record_print(actor, authority=authority, year=year, part=part, user=user, frozen=made.frozen)
    return made
