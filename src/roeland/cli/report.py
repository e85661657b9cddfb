"""`roeland report`: the annual report of an authority as a PDF, frozen when it is, else a draft that says so."""

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
    """Maak een verslag als PDF."""


@report.command()
@click.option("--authority", "slug", required=True, help="Het bestuur, bijvoorbeeld zonderbeke.")
@click.option("--year", required=True, type=click.IntRange(2000, 2999), help="Het jaar van het verslag.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Het bestand dat gemaakt wordt."
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
    """Schrijf het jaarverslag naar een PDF-bestand.

    Is het verslag bevroren, dan is het bestand byte voor byte het bevroren verslag. Anders is het een ontwerp met de
    cijfers van nu. In het logboek komt wie op de server het afdrukte.
    """
    authority = find_authority(slug)
    try:
        made = make(operator([authority]), authority=authority, year=year, part=PARTS[part], user=os_user())
    except Damaged as error:
        raise click.ClickException(
            "het bestand van het bevroren verslag ontbreekt of is veranderd. Zet een back-up terug."
        ) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made.content)
    state = "bevroren" if made.frozen else "ontwerp"
    result = {"file": str(out), "part": part, "frozen": made.frozen, "pages": made.pages, "sha256": made.sha256}
    lines = [f"Verslag gemaakt: {out}", f"  {PARTS[part].label}, {state}, {made.pages} pagina's, sha256 {made.sha256}"]
    show(result, lines, as_json=as_json)
