"""The two papers that come from the same freeze: the chapter for the report of 30 June and a draft decision of the council.

They name no weakness, system or person: what goes to the council is public.
"""

from collections.abc import Callable
from decimal import Decimal

from roeland.documents.render import Block, Heading, KeyValue, ListBlock, Notice, Signature, Text, Tone, paragraph
from roeland.kernel import clock
from roeland.reports import grounds
from roeland.reports.plan import counted
from roeland.reports.sections import summary, tasks, verify
from roeland.reports.sections.base import Brief, figure_table, plan_sentence
from roeland.reports.values import Part
from roeland.ui import dates


def organisation_control(brief: Brief) -> list[Block]:
    """The security chapter for the yearly report on organisation control."""
    part = Part.ORGANISATION_CONTROL
    plan = counted(brief.material.plan)
    blocks: list[Block] = [
        Heading("1 Kader", 1, "kader"),
        paragraph("Dit hoofdstuk is de bijdrage van informatieveiligheid aan de jaarlijkse rapportering over organisatiebeheersing."),
        *_grounds(brief, part),
        Heading("2 Vaststellingen", 1, "vaststellingen"),
        plan_sentence(brief),
        figure_table(brief, summary.HEADLINES, "Vijf cijfers, met het jaar ervoor"),
        Heading("3 Werking van de controles", 1, "werking"),
        *([tasks.quarters(brief, plan)] if plan else [paragraph("Er stond nog niets op het plan dat kon meetellen.")]),
        *brief.written("taken", part),
        Heading("4 Aandachtspunten", 1, "aandachtspunten"),
        paragraph(
            f"Bij de taken {brief.agree('tasks-overdue', 'is', 'zijn')} er ", brief.figure("tasks-overdue"),
            f". Bij de bevindingen {brief.open_findings}", brief.figure("findings-open"),
            ". Wat dat precies is, staat in de vertrouwelijke bijlage van het jaarverslag.",
        ),
        Heading("5 Zo is dit hoofdstuk na te gaan", 1, "nagaan"),
        *verify.build(brief, part),
    ]  # fmt: skip
    return blocks


def council_decision(brief: Brief) -> list[Block]:
    """A draft decision: the council takes note. The general director completes it."""
    frozen = brief.frozen_at is not None
    return [
        Notice("Ontwerp voor de raad. De algemeen directeur vult aan en plaatst het op de agenda.", Tone.INFO),
        Heading("Feiten en context", 1, "feiten"),
        paragraph(
            f"De informatieveiligheidsconsulent stelde het jaarverslag informatieveiligheid {brief.year} op. "
            + ("De cijfers zijn bevroren en na te gaan." if frozen else "De cijfers zijn nog niet bevroren.")
        ),
        plan_sentence(brief),
        paragraph("De informatieveiligheidsdienst hield ", brief.figure("meetings-held"), "."),
        *_held_against(brief),
        Heading("Juridische gronden", 1, "gronden"),
        *_grounds(brief, Part.COUNCIL_DECISION),
        Heading("Advies", 1, "advies"),
        paragraph("Het advies van de informatieveiligheidsconsulent is om kennis te nemen van het verslag."),
        *brief.written("samenvatting", Part.COUNCIL_DECISION),
        Heading("Financiële gevolgen", 1, "financien"),
        paragraph("De kennisname van het verslag heeft op zich geen financiële gevolgen."),
        *_costs(brief),
        Heading("Besluit", 1, "besluit"),
        ListBlock(
            (
                (
                    Text("Artikel 1. ", strong=True),
                    Text(f"De raad neemt kennis van het jaarverslag informatieveiligheid {brief.year}, openbaar deel."),
                ),
                (
                    Text("Artikel 2. ", strong=True),
                    Text(
                        "De raad vraagt om het hoofdstuk informatieveiligheid op te nemen in de rapportering over "
                        f"organisatiebeheersing over {brief.year}."
                    ),
                ),
            )
        ),
        Signature("voorzitter van de raad"),
        Signature("algemeen directeur"),
    ]


def _held_against(brief: Brief) -> list[Block]:
    """The public key in the minutes of the council: there nobody changes it together with the report."""
    if brief.proof is None:
        return []
    size = f"{dates.number(brief.proof.size)} logboekregels"
    rows = (("Grootte", size), ("Wortel", brief.proof.root), ("Openbare sleutel", brief.proof.key))
    return [
        paragraph("Wie het verslag wil nagaan, vindt achteraan hoe dat gaat. Het is te toetsen aan:"),
        KeyValue(rows, mono=True),
    ]


def _costs(brief: Brief) -> list[Block]:
    if brief.costs is None:
        return []
    named = (
        ("eenmalig", dates.euro(brief.costs.once), brief.costs.once),
        ("jaarlijks terugkerend", dates.euro(brief.costs.yearly), brief.costs.yearly),
        ("eigen werk", f"{_days(brief.costs.person_days)} persoonsdagen", brief.costs.person_days),
    )
    told = dates.join_nl([f"{word} {amount}" for word, amount, value in named if value])
    return [paragraph(f"Geregistreerde kosten voor informatieveiligheid in {brief.year}: {told}.")] if told else []


def _days(value: Decimal) -> str:
    return dates.number(int(value) if value == int(value) else value.quantize(Decimal("0.1")))


def _grounds(brief: Brief, part: Part) -> list[Block]:
    day = clock.local(brief.frozen_at or brief.material.period.as_of).date()
    items = tuple((Text(ground.ref, strong=True), Text(f": {ground.text}.")) for ground in grounds.of(part, day))
    return (
        [ListBlock(items)]
        if items
        else [paragraph("Er is geen rechtsgrond nagelezen voor deze datum. De algemeen directeur vult aan.")]
    )


BUILDERS: dict[Part, Callable[[Brief], list[Block]]] = {
    Part.ORGANISATION_CONTROL: organisation_control,
    Part.COUNCIL_DECISION: council_decision,
}
