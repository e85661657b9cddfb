"""`roeland logs`: the log control on a folder of files, without a database; and importing a file of a source."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roeland.cli.start import find_authority, json_option, operator, show, start_django

if TYPE_CHECKING:
    from roeland.logs.intake import Taken


@click.group()
def logs() -> None:
    """Kijk raadplegingen van persoonsgegevens na."""


@logs.command()
@click.option(
    "--in",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="De map met de tabellen.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="De map waar de uitkomst komt."
)
@click.option(
    "--key-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="De sleutel voor pseudoniemen; anders een die alleen nu geldt.",
)
@json_option
def check(folder: Path, out: Path, key_file: Path | None, as_json: bool) -> None:
    """Verklaar elke raadpleging in een map, of zet ze op de lijst met vragen."""
    from roeland.scrutiny import run
    from roeland.scrutiny.values import CannotRun, Problem

    try:
        done = run.check(folder, out, key=run.read_key(key_file) if key_file else None).summary
    except CannotRun as problem:
        raise click.ClickException(str(problem)) from problem
    except OSError as problem:
        raise click.ClickException(f"{out} kan niet geschreven worden: {problem.strerror}.") from problem
    lines = [
        (
            f"{done['events']} raadplegingen nagekeken: {done['explained']} verklaard, {done['unexplained']} niet verklaard, "
            f"{done['cases']} vragen."
        ),
        *(f"Geen verklaring {name}: {lacking(what)}." for name, what in done["unavailable_explanations"].items()),
        *(f"Geen signaal {name}: {lacking(what)}." for name, what in done["unavailable_flags"].items()),
        *(str(Problem(**problem)) for problem in done["problems"]),
        *done["notes"],
    ]
    show(done, lines, as_json=as_json)


def lacking(what: str) -> str:
    return f"{what} {'ontbreken' if ',' in what else 'ontbreekt'}"


@logs.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--authority", required=True, metavar="SLUG", help="Het bestuur, bijvoorbeeld zonderbeke.")
@click.option("--source", "name", required=True, metavar="NAAM", help="De naam van de bron, zoals ze in Roeland staat.")
@click.option("--test", "trying", is_flag=True, help="Doe alleen een testimport: er wordt niets bewaard.")
@json_option
def import_file(file: Path, authority: str, name: str, trying: bool, as_json: bool) -> None:
    """Importeer een bestand van een bron: raadplegingen of een lijst. Het bestand zelf blijft staan."""
    start_django()
    from roeland.kernel.scope import scope
    from roeland.ledger.action import Refused
    from roeland.logs import intake
    from roeland.logs.models import Source

    place = find_authority(authority)
    actor = operator([place])
    with scope(actor, [place]):
        rows = list(Source.objects.filter(authority=place, ended_on=None))
        source = next((row for row in rows if row.name.casefold() == name.casefold()), None)
        if source is None:
            known = ", ".join(f"“{row.name}”" for row in rows) or "nog geen"
            raise click.ClickException(f"{place.name} heeft geen bron “{name}”. Bekend: {known}.")
        try:
            with file.open("rb") as stream:
                done = (
                    intake.try_out(actor, source, stream, file.name)
                    if trying
                    else intake.take(actor, source, stream, file.name, how="cli")
                )
        except Refused as problem:
            raise click.ClickException(str(problem)) from problem
    show(_data(done, trying=trying), _lines(done, trying=trying), as_json=as_json)
    if done.refused:
        sys.exit(1)


def _data(done: "Taken", *, trying: bool) -> dict[str, object]:
    found = done.found
    names = ("rows", "left_out", "duplicates", "first", "last", "sha256", "size", "problems", "gaps")
    return {"file": done.file, "imported": not trying and not done.refused, "refused": done.refused} | {
        one: getattr(found, one) for one in names
    }


def _lines(done: "Taken", *, trying: bool) -> list[str]:
    from roeland.logs.formats.values import sentence

    found = done.found
    if done.refused:
        return [done.refused, *(sentence(problem) for problem in found.problems)]
    span = f", van {found.first:%d/%m/%Y} tot en met {found.last:%d/%m/%Y}" if found.first and found.last else ""
    return [
        f"{done.file}: {found.rows} rijen{span}, {found.duplicates} dubbel, {found.left_out} overgeslagen.",
        *(sentence(problem) for problem in found.problems),
        *(line["text"] for line in found.gaps),
        "Dit was een testimport. Er is niets bewaard." if trying else "Geïmporteerd.",
    ]
