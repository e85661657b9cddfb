"""`roeland`: the list of commands. A command is imported (and Django started) only when it is called."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from roeland.cli import dutch
from roeland.cli.start import start_django

dutch.speak()


@dataclass(frozen=True)
class Entry:
    """Where a command stands, its line in `roeland --help`, and whether it starts Django before it is imported."""

    module: str
    attribute: str
    help: str
    django: bool = True


COMMANDS: dict[str, Entry] = {
    "serve": Entry("roeland.cli.serve", "serve", "Start de webserver en de worker."),
    "worker": Entry("roeland.cli.worker", "worker", "Start alleen de worker: herinneringen, klokken, mail."),
    "migrate": Entry("roeland.cli.migrate", "migrate", "Maak de databank of werk ze bij."),
    "check": Entry(
        "roeland.cli.check", "check", "Zeg wat er mis is met instellingen, map, databank en sleutels.", django=False
    ),
    "demo": Entry("roeland.cli.demo", "demo", "Bouw de demonstratie en toon ze op 127.0.0.1.", django=False),
    "authority": Entry("roeland.cli.authority", "authority", "Open een bestuur, of toon welke er zijn."),
    "account": Entry("roeland.cli.account", "account", "Nodig iemand uit, of zet een account stil."),
    "import": Entry("roeland.cli.importing", "importing", "Importeer personen, teams en mandaten uit een bestand."),
    "report": Entry("roeland.cli.report", "report", "Maak een verslag als PDF of Word-bestand."),
    "knowledge": Entry("roeland.cli.knowledge", "knowledge", "Maak de zoekindex van de kennisbank opnieuw."),
    "logs": Entry("roeland.cli.logs", "logs", "Kijk raadplegingen van persoonsgegevens na.", django=False),
    "ledger": Entry("roeland.cli.ledger", "ledger", "Controleer of exporteer het logboek."),
    "token": Entry("roeland.cli.token", "token", "Beheer persoonlijke sleutels voor de API."),
    "backup": Entry("roeland.cli.backup", "backup", "Maak een back-up in één bestand."),
    "restore": Entry("roeland.cli.restore", "restore", "Zet een back-up terug in een lege map.", django=False),
}


class Commands(click.Group):
    """Imports a command when it is asked for: `roeland --help` is immediate, `check` works with wrong settings."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- signature of click
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- signature of click
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.django:
            start_django()
        found: Any = getattr(import_module(entry.module), entry.attribute)
        assert isinstance(found, click.Command)
        return dutch.usage(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- signature of click
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="roeland", prog_name="roeland", message="%(prog)s %(version)s")
def roeland() -> None:
    """Roeland: werkplek voor informatieveiligheid van lokale besturen.

    Alles staat in de map ROELAND_DATA (anders ./var). Instellingen komen uit omgevingsvariabelen of uit roeland.toml
    in die map; `roeland check` zegt wat ermee mis is.
    """


dutch.usage(roeland)


def main() -> None:
    """The console script."""
    roeland(prog_name="roeland")
