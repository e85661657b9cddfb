"""`roeland ledger`: recompute the log, or take it along as one file that anybody can verify."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from roeland.cli.start import find_authority, json_option, operator, os_user, show
from roeland.kernel.models import Authority
from roeland.ledger import bundles, checkpointing, export, keys
from roeland.ledger.action import Refused
from roeland.ledger.models import LedgerTree
from roeland.ledger.values import Audit
from roeland.ui import dates

INSTALLATION = "installatie"
authority_option = click.option(
    "--authority", "slug", metavar="BESTUUR", help=f"Naam in het adres, of “{INSTALLATION}”."
)


@click.group()
def ledger() -> None:
    """Controleer, exporteer of onderteken het logboek."""


def chosen(slug: str) -> Authority | None:
    """The authority, or None for the log of the installation itself."""
    return None if slug == INSTALLATION else find_authority(slug)


@ledger.command()
@authority_option
@json_option
def verify(slug: str | None, as_json: bool) -> None:
    """Reken alles na: regels, zegels, tegels, ijkpunten. Schrijft niets. Eindigt met 1 als er iets niet klopt."""
    found = export.verify(chosen(slug)) if slug else export.verify(everything=True)
    wrong = [audit for audit in found if not audit.holds]
    lines = [line for audit in found for line in told(audit)] or ["Er is nog geen logboek."]
    show({"ok": not wrong, "logs": [asdict(audit) for audit in found]}, lines, as_json=as_json)
    sys.exit(1 if wrong else 0)


def told(audit: Audit) -> list[str]:
    """The outcome for one log, in words."""
    counts = f"{dates.number(audit.size)} logregels, {dates.number(audit.checkpoints)} ijkpunten, {audit.seconds:.1f} s"
    head = f"{'Klopt' if audit.holds else 'KLOPT NIET'}: {audit.origin} ({counts})"
    return [head, *(f"  {problem}" for problem in audit.problems)]


@ledger.command(name="export")
@click.option("--authority", "slug", metavar="BESTUUR", required=True, help=f"Naam in het adres, of “{INSTALLATION}”.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Het bestand dat gemaakt wordt."
)
@json_option
def export_command(slug: str, out: Path, as_json: bool) -> None:
    """Onderteken het logboek en schrijf het als bundel die iedereen met verify.py kan nakijken."""
    authority = chosen(slug)
    actor = operator([authority] if authority else [])
    try:
        done = export.export(actor, authority, out, os_user=os_user())
    except (Refused, checkpointing.Forked, keys.KeyMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    except bundles.TooLarge as problem:
        raise click.ClickException("dit logboek is te groot voor één bundel (4 GiB).") from problem
    except OSError as problem:
        raise click.ClickException(f"{out} kan niet geschreven worden: {problem.strerror}.") from problem
    lines = [
        f"{out}: {dates.number(done.size)} logregels, {dates.file_size(done.bytes)}.",
        f"Sleutel: {done.vkey}",
        f'Nakijken: python3 verify.py {out.name} --key "{done.vkey}"',
    ]
    show({**asdict(done), "out": str(out)}, lines, as_json=as_json)


@ledger.command(name="key")
@authority_option
@json_option
def key_command(slug: str | None, as_json: bool) -> None:
    """Toon de publieke sleutels van het logboek, de oudste eerst."""
    trees = LedgerTree.objects.order_by("origin")
    if slug:
        authority = chosen(slug)
        trees = trees.filter(authority_id=authority.pk if authority else None)
    try:
        found = {tree.origin: keys.vkeys(tree) for tree in trees}
    except keys.KeyMissing as problem:
        raise click.ClickException(str(problem)) from problem
    show(found, [vkey for vkeys in found.values() for vkey in vkeys], as_json=as_json)


@ledger.command(name="rotate")
@click.option("--authority", "slug", metavar="BESTUUR", required=True, help=f"Naam in het adres, of “{INSTALLATION}”.")
def rotate_command(slug: str) -> None:
    """Vervang de sleutel van het logboek. De oude en de nieuwe ondertekenen de wissel allebei."""
    from roeland.ledger.actions import rotate_installation_key, rotate_key

    authority = chosen(slug)
    try:
        tree = (
            rotate_key(operator([authority]), authority=authority) if authority else rotate_installation_key(operator())
        )
    except (Refused, keys.KeyMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    tree.refresh_from_db()
    checkpointing.sign(tree)
    click.echo(f"Nieuwe sleutel: {keys.vkeys(tree)[-1]}")
