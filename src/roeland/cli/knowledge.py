"""`roeland knowledge`: make the index of the knowledge base anew."""

import click

from roeland.cli.start import find_authority, json_option, operator, show


@click.group()
def knowledge() -> None:
    """Onderhoud de kennisbank."""


@knowledge.command()
@click.option("--authority", required=True, metavar="SLUG", help="Het bestuur, bijvoorbeeld zonderbeke.")
@json_option
def rebuild(authority: str, as_json: bool) -> None:
    """Maak de zoekindex van een bestuur opnieuw, uit wat gepubliceerd is. Er gaat niets verloren."""
    from roeland.knowledge import actions

    where = find_authority(authority)
    count = actions.rebuild(operator([where]), authority=where)
    show({"documents": count}, [f"{count} documenten staan in de kennisbank van {where.name}."], as_json=as_json)
