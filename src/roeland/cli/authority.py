"""`roeland authority`: opens a local authority, with its first person, and lists those that exist."""

import click

from roeland.cli.account import Invited, bring_in, mail_option, told
from roeland.cli.start import json_option, operator, show
from roeland.kernel.models import Authority
from roeland.ledger.action import batch
from roeland.people import actions


@click.group()
def authority() -> None:
    """Open een bestuur, of toon welke er zijn."""


@authority.command()
@click.option("--slug", required=True, metavar="SLUG", help="Naam in het adres, bijvoorbeeld zonderbeke.")
@click.option("--name", required=True, metavar="NAAM", help="Naam van het bestuur, bijvoorbeeld Zonderbeke.")
@click.option("--kbo-municipality", default="", metavar="KBO", help="Ondernemingsnummer van de gemeente.")
@click.option("--kbo-ocmw", default="", metavar="KBO", help="Ondernemingsnummer van het OCMW.")
@click.option("--director", default="", metavar="NAAM", help="Voornaam en familienaam van de algemeen directeur.")
@click.option("--email", default="", metavar="MAIL", help="E-mailadres van de algemeen directeur.")
@mail_option
@json_option
def add(
    slug: str,
    name: str,
    kbo_municipality: str,
    kbo_ocmw: str,
    director: str,
    email: str,
    no_mail: bool,
    as_json: bool,
) -> None:
    """Open een bestuur. Met --director en --email krijgt de algemeen directeur meteen een mandaat en een uitnodiging."""
    if bool(director) != bool(email):
        raise click.UsageError("geef --director en --email samen.")
    given, _, family = director.strip().partition(" ")
    if director and not family:
        raise click.UsageError("geef bij --director een voornaam en een familienaam.")
    invited: Invited | None = None
    with told(), batch():
        made = actions.open_authority(operator(), slug=slug, name=name)
        for kind, prefix, kbo in (("municipality", "Gemeente", kbo_municipality), ("ocmw", "OCMW", kbo_ocmw)):
            if kbo:
                label = f"{prefix} {made.name}"
                actions.name_entity(operator([made]), authority=made, kind=kind, name=label, kbo=kbo)
        if director:
            invited = bring_in(
                made, email=email, given=given, family=family.strip(), roles=["general_director"], mail=not no_mail
            )
    lines = [f"Bestuur {made.name} geopend: {made.slug}."]
    if invited:
        lines += invited.lines(mailed=not no_mail)
    else:
        lines.append(f"Nodig nu iemand uit: roeland account invite --authority {made.slug} --email ... --role ...")
    data = {"id": str(made.pk), "slug": made.slug, "name": made.name, "invited": invited.data() if invited else None}
    show(data, lines, as_json=as_json)


@authority.command("list")
@json_option
def list_authorities(as_json: bool) -> None:
    """Toon de besturen van deze installatie."""
    found = [{"slug": one.slug, "name": one.name} for one in Authority.everything.order_by("slug")]
    lines = [f"{one['slug']}  {one['name']}" for one in found]
    show({"authorities": found}, lines or ["Er is nog geen bestuur."], as_json=as_json)
