"""`roeland demo`: build the demonstration where there is none yet, and serve it on 127.0.0.1."""

import os
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from roeland.cli.start import start_django

if TYPE_CHECKING:
    from roeland.config import Config

SMALL_LARGE = 3  # the large one for tests ends before this authority, and leaves the first one out
QUIET = 2.0  # seconds before progress is worth showing


@click.command()
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="Dag van bouwen, bijvoorbeeld 2026-11-17. Anders vandaag."
)
@click.option("--no-serve", is_flag=True, help="Alleen bouwen, niet tonen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Poort.")
@click.option("--large", is_flag=True, help="Twaalf besturen meer, met dezelfde consulent. Duurt enkele minuten.")
@click.option("--small", is_flag=True, hidden=True, help="Weinig mensen en drie maanden, voor tests.")
@click.pass_context
def demo(
    context: click.Context, *, today: datetime | None, no_serve: bool, port: int, large: bool, small: bool
) -> None:
    """Bouw twee fictieve besturen, Zonderbeke en Lissegem, en toon ze op 127.0.0.1.

    Met --large komen er twaalf besturen bij. Geef die een eigen map: ROELAND_DATA=./groot roeland demo --large.

    De gegevens komen in ROELAND_DATA (anders ./var). Een tweede keer verandert er niets. Staat er al een echt bestuur, dan
    weigert Roeland.
    """
    click.echo(
        "Roeland maakt de demonstratie klaar. Even geduld.", err=True
    )  # before what takes seconds: starting Django
    os.environ["ROELAND_DEMO"] = "1"
    config = start_django()
    prepare(config, today, small=small, large=large)
    if not no_serve:
        from roeland.cli.serve import serve

        context.invoke(serve, host="127.0.0.1", port=port)


def prepare(config: "Config", today: datetime | None, *, small: bool, large: bool = False) -> None:
    """Build unless it stands there already. Ends the command when the folder holds something else."""
    from roeland.cli.demonstration import guard
    from roeland.cli.demonstration.guard import Found
    from roeland.cli.migrate import migrate_database

    migrate_database(config)
    found = guard.look(config.data)
    if found is Found.FOREIGN:
        raise click.ClickException(
            f"in {config.data} staan gegevens die geen demonstratie zijn. Kies een lege map, bijvoorbeeld: "
            "ROELAND_DATA=./demo roeland demo"
        )
    if found is Found.COMPLETE:
        mark = guard.read_mark(config.data)
        assert mark is not None
        if large and not mark.large:
            raise click.ClickException(
                f"in {config.data} staat de gewone demonstratie. Kies een andere map, bijvoorbeeld: "
                "ROELAND_DATA=./groot roeland demo --large"
            )
        click.echo(f"De demonstratie staat er al, gebouwd voor {mark.built_for:%d/%m/%Y}. Er verandert niets.")
        return
    if found is Found.HALF:
        if config.is_postgres:
            raise click.ClickException("de vorige bouw is afgebroken. Maak de databank leeg en begin opnieuw.")
        click.echo("De vorige bouw is afgebroken. Roeland begint opnieuw.")
        guard.clear(config)
        migrate_database(config)
    _build(config, today, small=small, large=large)


def _build(config: "Config", today: datetime | None, *, small: bool, large: bool) -> None:
    from datetime import timedelta

    from roeland.cli.demonstration import builder, guard, logins
    from roeland.cli.demonstration import large as larger
    from roeland.cli.demonstration.town import towns
    from roeland.kernel import clock

    day = today.date() if today else clock.today()
    start = day - timedelta(days=builder.SMALL_DAYS) if small else builder.FIRST_DAY
    if day < start + timedelta(days=builder.SMALL_DAYS):
        raise click.ClickException("kies een dag na 1 april 2025.")
    cast = [*towns(), *(larger.towns(day) if large else ())]
    if small:
        cast = [builder.small(town) for town in (cast[1:SMALL_LARGE] if large else cast)]
    told = f"Demonstratie bouwen: {len(cast)} besturen, van {start:%d/%m/%Y} tot {day:%d/%m/%Y}."
    click.echo(told, err=True)
    lines = logins.make(cast)
    began = time.monotonic()
    entries = builder.build(cast, logins.passwords(lines), today=day, start=start, report=_Line(began).show)
    logins.write(config.data, lines)
    seconds = round(time.monotonic() - began)
    guard.write_mark(config.data, guard.Mark(day, seconds, large))
    people = sum(town.size for town in cast)
    click.echo(f"Klaar in {seconds} s: {len(cast)} besturen, {people} personen, {entries} regels in het logboek.")


class _Line:
    """One line of progress that renews itself on a terminal, and a line per quarter elsewhere."""

    def __init__(self, began: float) -> None:
        self.began = began
        self.shown = ""

    def show(self, progress: Any) -> None:
        if time.monotonic() - self.began < QUIET:
            return
        month = f"{progress.day:%m/%Y}"
        last = progress.done == progress.total
        if month == self.shown and not last:
            return
        self.shown = month
        places, entries = progress.counted()
        text = f"Demonstratie bouwen: {month}, dag {progress.done} van {progress.total}"
        text += f", {places} besturen, {entries} regels in het logboek"
        if sys.stderr.isatty():
            click.echo(f"\r{text}", nl=last, err=True)
        elif last or progress.day.month % 3 == 1:
            click.echo(text, err=True)
