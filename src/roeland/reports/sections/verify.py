"""How to check the report without Roeland: key, checkpoint, steps; in the annex the origin of every figure."""

from roeland.documents.render import Block, KeyValue, Notice, Table, Tone, VerificationBlock, paragraph
from roeland.reports.figures import digest
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates

RUN = (
    "Voer op een eigen toestel met Python uit: python3 verify.py BUNDEL --key “de openbare sleutel hieronder”. Roeland zelf is "
    "daarvoor niet nodig. Het programma zegt of er achteraf een regel veranderd is."
)
STEPS = (
    "Vraag bij het bestuur de bundel van het logboek op.",
    RUN,
    "Zoek in de bundel de regel reports:report:frozen van dit jaar. De grootte en de wortel daarin moeten gelijk zijn aan die hier.",
    "Bereken de SHA-256 van dit bestand. Ze moet gelijk zijn aan die in dezelfde regel.",
)


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
        VerificationBlock(brief.proof.key, brief.proof.checkpoint, STEPS),
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
