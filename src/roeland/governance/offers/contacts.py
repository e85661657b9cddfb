"""The contact list as a block of a document: `{{ contacten crisis="ja" }}`."""

from collections.abc import Mapping
from uuid import UUID

from roeland.documents.render import Block, paragraph
from roeland.governance.contact_paper import table
from roeland.governance.queries import contacts as queries


def block(authority_id: UUID, arguments: Mapping[str, str]) -> tuple[Block, ...]:
    """The directory, or with `crisis="ja"` the crisis list, as the reader in scope may see it. One statement."""
    crisis = arguments.get("crisis", "").strip().lower() == "ja"
    rows = queries.crisis(authority_id) if crisis else list(queries.contacts([authority_id]))
    if not rows:
        return (paragraph("Er staan nog geen contacten in Roeland."),)
    return (table(rows, "Contacten bij een crisis" if crisis else "Contacten"),)
