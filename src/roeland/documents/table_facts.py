"""What this room states when a document lies before a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from roeland.documents.facts import About


@dataclass(frozen=True, kw_only=True)
class DocumentLaid(About):
    code = "documents:document:laid-on-table"
    sentence = "legde “{title}” voor aan een vergadering"
    since: datetime
    until: datetime | None
