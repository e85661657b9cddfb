"""`roeland import`: lists of persons, teams and mandates; first a test import with counts, then for real."""

import sys
from pathlib import Path

import click

from roeland.cli.progress import Progress
from roeland.cli.start import find_authority, json_option, operator, show
from roeland.people.importers.plan import Plan
from roeland.people.importers.problems import UnreadableFileError
from roeland.people.importers.run import run_import, test_import


@click.group("import")
def importing() -> None:
    """Importeer gegevens uit een bestand van Excel, LibreOffice of CSV."""


@importing.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--authority", required=True, metavar="SLUG", help="Het bestuur, bijvoorbeeld zonderbeke.")
@click.option("--yes", is_flag=True, help="Voer de import uit. Zonder deze optie is het een testimport.")
@json_option
def persons(file: Path, authority: str, yes: bool, as_json: bool) -> None:
    """Importeer personen, diensten of mandaten. De titels van de kolommen zeggen welk van de drie.

    Zonder --yes is het een testimport: je ziet wat er zou gebeuren, er verandert niets. Met fouten wordt niets geïmporteerd.
    """
    where = find_authority(authority)
    who = operator([where])
    try:
        if yes:
            progress = Progress("Importeren")
            plan = run_import(
                who,
                where,
                file.name,
                file.read_bytes(),
                report=lambda done, total: progress.show(done, total, "wijzigingen"),
            )
        else:
            plan = test_import(who, where, file.name, file.read_bytes())
    except UnreadableFileError as error:
        raise click.ClickException(str(error)) from error
    done = yes and not plan.errors
    show(as_data(plan, done=done), as_lines(plan, done=done), as_json=as_json)
    sys.exit(1 if plan.errors else 0)


def as_data(plan: Plan, *, done: bool) -> dict[str, object]:
    """The plan for programs."""
    return {
        "file": plan.file,
        "kind": plan.kind.value,
        "rows": plan.rows,
        "counts": plan.counts(),
        "problems": [
            {
                "level": p.level.value,
                "line": p.line,
                "column": p.column,
                "found": p.found,
                "what": p.what,
                "advice": p.advice,
            }
            for p in plan.problems
        ],
        "imported": done and bool(plan.work),
    }


def as_lines(plan: Plan, *, done: bool) -> list[str]:
    """The plan for people: counts, then every fault, then what to do."""
    lines = [f"{plan.file}: {plan.rows} {'rij' if plan.rows == 1 else 'rijen'} met {plan.kind.value}"]
    for subject, deeds in plan.counts().items():
        lines.append(f"  {subject}: " + ", ".join(f"{number} {deed}" for deed, number in deeds.items()))
    lines += [str(problem) for problem in plan.problems]
    if plan.errors:
        number = plan.faulty_rows
        told = "1 rij klopt" if number == 1 else f"{number} rijen kloppen" if number else "Het bestand klopt"
        lines.append(f"{told} nog niet. Er is nog niets geïmporteerd.")
    elif not plan.work:
        lines.append("Alles staat er al. Er verandert niets.")
    elif done:
        lines.append("Geïmporteerd.")
    else:
        lines.append("Dit was een testimport. Voeg --yes toe om te importeren.")
    return lines
