"""A document that lies before a meeting: who reads in the mode *meeting* sees it from the sending of the papers until the meeting ends."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from roeland.documents.actions.common import fresh, titled
from roeland.documents.models import Document
from roeland.documents.rules import P
from roeland.documents.table_facts import DocumentLaid
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state


@action(P.EDIT, DocumentLaid)
def lay_on_table(actor: Actor, *, document: Document, since: datetime, until: datetime | None) -> Document:
    """Let readers in the mode *meeting* read the published version from `since` until `until` (None: until somebody says so).

    Laid again it counts anew: the last meeting that asks for a document decides. Raises Invalid when the end comes first.
    """
    if until is not None and until < since:
        raise Invalid({"until": [_("Het einde ligt vóór het begin.")]})
    row = fresh(document)
    row.papers_from, row.papers_until = since, until
    row.save(update_fields=["papers_from", "papers_until"])
    state(DocumentLaid(about=row, **titled(row), since=since, until=until))
    return row
