"""How to check the report without Roeland: key, checkpoint, steps; in the annex the origin of every figure."""

from roeland.documents.render import Block, KeyValue, Notice, Table, Tone, VerificationBlock, paragraph
from roeland.reports.figures import digest
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates

ASK = (
    "Vraag het bestuur om het logbewijs (.tlog-proof) van het bevriezen en om verify.py. Wie dit verslag in Roeland mag lezen, haalt "
    "ze daar zelf op. Het bewijs bevat één regel van het logboek en geen andere."
)
RUN = (
    "Voer op een eigen toestel met Python uit: python3 verify.py BEWIJS --key “de openbare sleutel hieronder”. Roeland zelf is "
    "daarvoor niet nodig. Het programma toont de regel en eindigt met “Klopt.” of “KLOPT NIET.”."
)
COMPARE = (
    "De regel moet reports:report:frozen zijn. Bij “year” staat het jaar van dit verslag, bij “size” en “root” staan de grootte en de "
    "wortel die hier staan."
)
HASH = (
    "Bereken de SHA-256 van deze PDF. Ze moet in dezelfde regel staan, bij “parts”: “{part}”. Dan is geen letter van dit deel veranderd "
    "sinds het bevriezen."
)
KEY = (
    "Vergelijk de openbare sleutel met die in het besluit van de raad en in vroegere verslagen: een sleutel die alleen hier staat, "
    "bewijst weinig. Ze verandert alleen met een regel in het logboek."
)
WHOLE = (
    "Het hele logboek kan alleen nagaan wie het helemaal mag lezen, want daarin staan ook vertrouwelijke regels. De consulent doet dat met "
    "hetzelfde programma op de bundel van het logboek."
)


def steps(part: Part) -> tuple[str, ...]:
    """What anybody who holds this part can do, in order. A test follows them word by word."""
    return (ASK, RUN, COMPARE, HASH.format(part=part.value), KEY)


def build(brief: Brief, part: Part) -> list[Block]:
    """Why it can be checked, how, and with what."""
    blocks: list[Block] = [
        paragraph(
            "Elk cijfer komt uit het logboek van het bestuur. Dat logboek groeit alleen aan. Een wijziging achteraf valt op, "
            "ook voor een derde."
        )
    ]
    if brief.proof is None or brief.frozen_at is None:
        return [
            *blocks,
            Notice("Dit is een ontwerp. De cijfers kunnen nog veranderen en er is nog geen ijkpunt.", Tone.WARN),
        ]
    blocks += [
        KeyValue(
            (
                ("Bevroren op", dates.sentence_moment(brief.frozen_at)),
                ("Logboek", brief.proof.origin),
                ("Grootte", f"{dates.number(brief.proof.size)} logboekregels"),
                ("Wortel", brief.proof.root),
            ),
            mono=True,
        ),
        VerificationBlock(brief.proof.key, brief.proof.checkpoint, steps(part)),
        paragraph(WHOLE),
    ]
    if part.confidential:
        blocks.append(_origins(brief))
    return blocks


def _origins(brief: Brief) -> Table:
    rows = tuple(
        (
            value.title,
            dates.number(value.value),
            f"{value.query} versie {value.version}",
            str(len(value.ids)),
            digest(value.ids)[:12],
        )
        for value in brief.figures.values()
    )
    return Table("Waar elk cijfer vandaan komt", ("Cijfer", "Waarde", "Vraag", "Gegevens", "SHA-256"), rows, (1, 3))


SECTION = Section("nagaan", "Zo is dit verslag na te gaan", build)
