"""The bar that says by what right somebody reads, and what stands in the rail for who opens and who reads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.documents import queries, readers
from roeland.documents.models import Document, Inspection, Version
from roeland.documents.rules import P
from roeland.documents.values import OPEN_AUDIENCES, DocumentStatus, InspectionKind
from roeland.documents.web import registry
from roeland.documents.web.common import address, may
from roeland.documents.web.inspecting import where
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.rights import Mode
from roeland.ui import components as c
from roeland.ui import dates


def access(request: Request, document: Document, version: Version) -> c.Access | None:
    """The amber bar: on the spot, under a mandate, until the meeting ends. None for who reads by his role."""
    row = readers.reads_by(request.actor, version)
    if row is not None:
        return _bar(row)
    modes = request.actor.rights_in(document.authority_id).modes.get(document.audience, frozenset())
    if Mode.MEETING not in modes or any(mode.full for mode in modes) or not queries.lies_before_meeting(version):
        return None
    if document.grants(request.actor, P.COMMENT):  # owner, or who approves it
        return None
    until = ""
    if document.papers_until is not None:
        until = _("sluit %(when)s") % {"when": dates.sentence_moment(document.papers_until)}
    return c.Access(_("Tot einde vergadering"), _("Dit stuk ligt voor op een vergadering."), until, leaves=True)


def _bar(row: Inspection) -> c.Access:
    assert row.closes_at is not None
    if row.kind == InspectionKind.MANDATE:
        text = _("Mandaat van %(by)s voor %(reader)s: %(decision)s")
        words = text % {"by": row.opened_by or "Roeland", "reader": row.person, "decision": row.decision}
        last = clock.local(row.closes_at).date() - clock.local(row.closes_at).resolution
        until = _("tot en met %(day)s") % {"day": dates.table_date(last)}
    else:
        words = _("Geopend door %(by)s voor %(reader)s") % {"by": row.opened_by or "Roeland", "reader": row.person}
        left = max(1, round((row.closes_at - clock.now()).total_seconds() / 60))
        until = _("sluit om %(time)s, over %(minutes)s") % {
            "time": dates.clock_time(row.closes_at),
            "minutes": dates.plural(left, _("minuut"), _("minuten")),
        }
    if row.chapters:
        words = f"{words}. {_('Enkel: %(names)s') % {'names': '; '.join(title for _anchor, title in row.chapters)}}"
    verb = c.Verb(_("Inzage beëindigen"), where(row, "inspection-end"), post=True)
    return c.Access(InspectionKind(row.kind).label, words, until, verb)


def verbs(request: Request, document: Document, _version: Version) -> list[c.Verb]:
    """In the rail of what is closed: open for a reader, give a mandate."""
    if document.audience in OPEN_AUDIENCES or document.status != DocumentStatus.PUBLISHED:
        return []
    found = []
    if may(request, P.OPEN, document):
        found.append(c.Verb(_("Ter inzage geven"), address(document, "inspection-new"), quiet=True, icon="eye"))
    if may(request, P.MANDATE, document):
        found.append(c.Verb(_("Mandaat geven"), address(document, "mandate-new"), quiet=True, icon="key"))
    return found


def panels(request: Request, document: Document, version: Version) -> list[registry.Panel]:
    """Who reads here by a temporary right finds the way to ask for another piece."""
    if not (document.papers_from or readers.reads_by(request.actor, version)):
        return []
    if access(request, document, version) is None:
        return []
    url = reverse("documents-request-new", args=[document.authority.slug])
    return [registry.Panel(_("Meer nodig?"), "documents/_more.html", {"url": url})]


registry.ACCESS["readers"] = access
registry.PANELS["readers"] = panels
registry.VERBS["readers"] = verbs
