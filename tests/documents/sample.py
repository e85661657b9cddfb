"""A small document with every kind of block, for the tests of the renderers."""

from datetime import UTC, datetime

from roeland.documents.render import (
    Attachment,
    Block,
    Contents,
    CoverPage,
    Document,
    Figure,
    FigureRef,
    Heading,
    KeyValue,
    ListBlock,
    Notice,
    PageBreak,
    Signature,
    Table,
    Text,
    Tlp,
    Tone,
    VerificationBlock,
    paragraph,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="100" height="20" fill="#2b7d54"/>'
    '<text x="10" y="40" font-family="Public Sans" font-size="10">1e kw.</text></svg>'
)
DATA = Table("Dezelfde cijfers", ("Kwartaal", "Op tijd"), (("1e kwartaal", "33"), ("2e kwartaal", "35")), (1,))
BLOCKS: tuple[Block, ...] = (
    CoverPage("Jaarverslag 2025", "Zonderbeke, gemeente en OCMW", (("Status", "ontwerp"),)),
    Contents(),
    Heading("1 Samenvatting", 1, "samenvatting"),
    paragraph("In 2025 werden ", FigureRef("done", "131 taken gedaan"), "."),
    Figure(SVG, "Staven: 33 en 35 op tijd", "Taken per kwartaal", DATA, legend=(("ok", "op tijd"),)),
    Notice("Twee taken zijn te laat.", Tone.WARN),
    Heading("2 Open punten", 1, "open-punten"),
    ListBlock(((Text("eerst"),), (Text("dan", strong=True),))),
    ListBlock(((Text("een"),), (Text("twee", mono=True),)), ordered=True),
    DATA,
    KeyValue((("Grootte", "12"),), mono=True),
    PageBreak(),
    Heading("3 Nagaan", 1, "nagaan"),
    VerificationBlock(
        "zonderbeke+1234+AbC=", "log/zonderbeke\n12\nAbC=\n\n\u2014 log sig=", ("Haal de bundel op.", "Vergelijk.")
    ),
    Signature("algemeen directeur", "Rita Verhelst"),
)
MOMENT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def sample(*blocks: Block, tlp: Tlp = Tlp.CLEAR, title: str = "Jaarverslag 2025") -> Document:
    """The document with all blocks, or with the given ones."""
    files = (Attachment("cijfers.json", "application/json", "De cijfers van dit verslag", '{"done": 131}'),)
    return Document(title, "Zonderbeke, gemeente en OCMW", tlp, "ontwerp", MOMENT, blocks or BLOCKS, attachments=files)
