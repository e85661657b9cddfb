"""`roeland report`: the annual report of an authority as a PDF (frozen when it is, else a draft) or a Word file."""

from pathlib import Path

import click

from roeland.cli.start import find_authority, json_option, operator, os_user, show
from roeland.reports.annual import Damaged, make
from roeland.reports.values import Part

PARTS = {
    "public": Part.PUBLIC,
    "annex": Part.ANNEX,
    "control": Part.ORGANISATION_CONTROL,
    "decision": Part.COUNCIL_DECISION,
}


@click.group()
def report() -> None:
    """Maak een verslag als PDF of Word-bestand."""


@report.command()
@click.option("--authority", "slug", required=True, help="Het bestuur, bijvoorbeeld zonderbeke.")
@click.option("--year", required=True, type=click.IntRange(2000, 2999), help="Het jaar van het verslag.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Het bestand dat gemaakt wordt: .pdf of .docx.",
)
@click.option(
    "--part",
    type=click.Choice(list(PARTS)),
    default="public",
    show_default=True,
    help="Openbaar deel, vertrouwelijke bijlage, hoofdstuk organisatiebeheersing of ontwerpbesluit.",
)
@json_option
def annual(slug: str, year: int, out: Path, part: str, as_json: bool) -> None:
    """Schrijf het jaarverslag naar een PDF, of naar Word als het bestand op .docx eindigt.

    Is het verslag bevroren, dan is de PDF byte voor byte het bevroren verslag. Anders is het een ontwerp met de cijfers
    van nu. Een Word-bestand is een kopie om in te werken en nooit het bevroren verslag. In het logboek komt wie op de
    server het afdrukte.
    """
    authority = find_authority(slug)
    form = "docx" if out.suffix.lower() == ".docx" else "pdf"
    try:
        made = make(operator([authority]), authority=authority, year=year, part=PARTS[part], user=os_user(), form=form)
    except Damaged as error:
        raise click.ClickException(
            "het bestand van het bevroren verslag ontbreekt of is veranderd. Zet een back-up terug."
        ) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made.content)
    state = "bevroren" if made.frozen else "ontwerp"
    size = f"{made.pages} pagina's" if made.pages else "Word"
    result = {
        "file": str(out),
        "part": part,
        "form": form,
        "frozen": made.frozen,
        "pages": made.pages,
        "sha256": made.sha256,
    }
    lines = [f"Verslag gemaakt: {out}", f"  {PARTS[part].label}, {state}, {size}, sha256 {made.sha256}"]
    if form == "docx":
        result["pdf_sha256"] = made.pdf_sha256
        lines.append("  Een kopie om in te werken." + (f" Bevroren is de PDF, sha256 {made.pdf_sha256}" * made.frozen))
    show(result, lines, as_json=as_json)
