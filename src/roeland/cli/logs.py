"""`roeland logs`: the log control on a folder of files, without a database."""

from pathlib import Path

import click

from roeland.cli.start import json_option, show


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
    from roeland.logs.engine import run
    from roeland.logs.engine.values import CannotRun, Problem

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
        *(f"Geen verklaring {name}: {lacks} ontbreekt." for name, lacks in done["unavailable_explanations"].items()),
        *(f"Geen signaal {name}: {lacks} ontbreekt." for name, lacks in done["unavailable_flags"].items()),
        *(str(Problem(**problem)) for problem in done["problems"]),
        *done["notes"],
    ]
    show(done, lines, as_json=as_json)
