"""Control of consultations: how many months, how many explained and what the samples show for everybody; counts of cases in the annex.

The public part tells no count of people's doings under five.
"""

from roeland.documents.render import Block, Table, paragraph
from roeland.logs.queries.figures import few, rough_share
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates

MONTHS = 12
COUNTS = (
    ("cases", "Gevallen die een vraag waard waren"),
    ("justified", "Verantwoord"),
    ("incidents", "Als incident behandeld"),
    ("asked", "Vragen aan medewerkers"),
    ("late", "Te laat of niet beantwoord"),
    ("cut", "Niet bekeken bij het afsluiten: buiten de tijd van de consulent"),
)
REVEALS = "Keren dat de identiteit van een burger getoond is"


def build(brief: Brief, part: Part) -> list[Block]:
    """Closed of the months of the year, full or not; events and their reasons; cases; the claim."""
    controls = brief.material.rooms.controls
    written = brief.written("logcontrole", part)
    if not controls:
        return [
            paragraph(f"In {brief.year} is er geen controle van raadplegingen bij de Kruispuntbank afgesloten."),
            *([paragraph(_reveals(brief, part))] if brief.material.rooms.reveals else []),
            *_left_out(brief),
            *written,
        ]
    limited = len(controls) - brief.value("controls-full")
    blocks: list[Block] = [
        paragraph(
            f"Van de {MONTHS} maanden van {brief.year} {brief.agree('controls-closed', 'is', 'zijn')} er{brief.until} ",
            brief.figure("controls-closed"),
            " afgesloten, waarvan ",
            brief.figure("controls-full"),
            f"{_limited(limited)}.",
        ),
    ]
    if brief.value("controls-events"):
        blocks.append(
            paragraph(
                "Samen gingen ze over ",
                brief.figure("controls-events"),
                f". Voor {_share(brief)} daarvan staat de reden geregistreerd.",
            )
        )
    if after := _sum(brief, "after"):
        blocks.append(paragraph(f"Raadplegingen die na het afsluiten kwamen en niet nagekeken zijn: {few(after)}."))
    if papers := sum(row.by_hand for row in controls):
        blocks.append(paragraph(_papers(papers)))
    if not part.confidential and any(not row.by_hand for row in controls):  # on paper nobody looks for cases
        blocks.append(paragraph(f"{_cases(brief)} {_reveals(brief, part)}"))
    if words := _claim(brief):
        blocks.append(paragraph(words))
    blocks += [*_left_out(brief), *written]
    if part.confidential:
        counts = tuple((title, dates.number(_sum(brief, name))) for name, title in COUNTS)
        shown = (REVEALS, dates.number(brief.material.rooms.reveals))
        blocks.append(Table("Gevallen van de logcontrole", ("Wat", "Aantal"), (*counts, shown), (1,)))
        rows = tuple(
            (
                f"{dates.month_name(row.month)} {row.month.year}",
                "op papier" if row.by_hand else "volledig" if row.full else "beperkt",
                dates.number(row.events),
                "" if row.by_hand else dates.percent(row.explained, row.events),
                "" if row.by_hand else dates.number(row.by_decision),
            )
            for row in controls
        )
        blocks.append(
            Table(
                "Logcontroles per maand",
                ("Maand", "Controle", "Raadplegingen", "Verklaard", "Verklaard door de verantwoordelijke"),
                rows,
                (2, 3, 4),
            )
        )
    return blocks


def _left_out(brief: Brief) -> list[Block]:
    """The months that nobody controls, each with its reason."""
    rows = tuple(
        (f"{dates.month_name(row.month)} {row.month.year}", row.reason) for row in brief.material.rooms.left_out
    )
    return [Table("Maanden die niet nagekeken zijn", ("Maand", "Waarom"), rows, ())] if rows else []


def _sum(brief: Brief, name: str) -> int:
    return sum(getattr(row, name) for row in brief.material.rooms.controls)


def _share(brief: Brief) -> str:
    """The share with a reason, so that no few cases follow from it. Lines from paper were drawn, so they are a share of nothing."""
    explained = sum(row.explained for row in brief.material.rooms.controls if not row.by_hand)
    return rough_share(explained, brief.value("controls-events"))


def _papers(count: int) -> str:
    """The months without a file, of which a sample on paper was looked at."""
    which = "Eén maand had" if count == 1 else f"{dates.capital(dates.count_word(count))} maanden hadden"
    return f"{which} geen bestand: daarvan is een steekproef op papier nagekeken."


def _limited(count: int) -> str:
    return f" en {count} beperkt" if count else ""


def _cases(brief: Brief) -> str:
    """Cases and incidents for everybody: none of them under five."""
    cases, incidents = (_sum(brief, name) for name in ("cases", "incidents"))
    if not cases:
        return "Geen enkele raadpleging was een vraag waard."
    return (
        f"Gevallen die een vraag waard waren: {few(cases)}. Gevallen die als incident behandeld zijn: {few(incidents)}."
    )


def _reveals(brief: Brief, part: Part) -> str:
    """How often an identity was shown in the year, of whatever month; for everybody none under five."""
    count = dates.number if part.confidential else few
    return f"{REVEALS}: {count(brief.material.rooms.reveals)}."


def _claim(brief: Brief) -> str:
    checked, _wrong, one_in = brief.material.rooms.claim
    if not checked or one_in < 2:  # noqa: PLR2004 -- one in one says nothing
        return ""
    return (
        f"Uit de verklaarde raadplegingen zijn er {dates.number(checked)} geloot en nagekeken. Met 95 % zekerheid is minder dan 1 op "
        f"{dates.number(one_in)} verklaringen fout."
    )


SECTION = Section(
    "logcontrole",
    "Controle van raadplegingen",
    build,
    hint="Wat leerde de controle? Zonder namen van personen, diensten of burgers.",
)
