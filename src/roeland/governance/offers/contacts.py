"""The contact list as a block of a document: `{{ contacten crisis="ja" }}`."""

from roeland.documents.blocks import Argument, Ask, LiveBlock
from roeland.documents.render import Block, paragraph
from roeland.governance.contact_paper import table
from roeland.governance.queries import contacts as queries

CRISIS = {"ja": "ja", "nee": "nee"}


def fill(ask: Ask) -> tuple[Block, ...]:
    """The directory, or with `crisis="ja"` the crisis list, as the reader in scope may see it. One statement."""
    crisis = ask.args.get("crisis", "").strip().casefold() == "ja"
    rows = queries.crisis(ask.authority_id) if crisis else list(queries.contacts([ask.authority_id]))
    if not rows:
        return (paragraph("Er staan nog geen contacten in Roeland."),)
    return (table(rows, "Contacten bij een crisis" if crisis else "Contacten"),)


BLOCK = LiveBlock(
    "contacten",
    "Contacten, binnen en buiten",
    '{{ contacten crisis="ja" }}',
    fill,
    resource="contacts",
    words="de contacten",
    arguments=(Argument("crisis", "keuze", choices=lambda: CRISIS),),
)
