"""What click itself says, in Dutch: headings and lines of `--help`, and its remarks about what was typed.

click asks every text of the standard library's gettext, which would need a compiled catalogue in a folder and the right locale on the
server. A table is enough; what is not in it stays as it is.
"""

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

WORDS = {
    "Usage:": "Gebruik:",
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Positional arguments": "Argumenten",
    "Show this message and exit.": "Toon deze uitleg.",
    "Show the version and exit.": "Toon de versie.",
    "required": "verplicht",
    "default: {default}": "standaard: {default}",
    "env var: {var}": "omgevingsvariabele: {var}",
    "(dynamic)": "(hangt ervan af)",
    "Error: {message}": "Fout: {message}",
    "Try '{command} {option}' for help.": "Uitleg: {command} {option}",
    "Aborted!": "Afgebroken.",
    "Missing command.": "Noem een opdracht.",
    "Missing argument": "Dit argument ontbreekt:",
    "Missing option": "Deze optie ontbreekt:",
    "Missing parameter": "Dit ontbreekt:",
    "Missing parameter: {param_name}": "Dit ontbreekt: {param_name}",
    "No such option {name!r}.": "De optie {name!r} bestaat niet.",
    "No such command {name!r}.": "De opdracht {name!r} bestaat niet.",
    "Did you mean {possibility}?": "Bedoel je {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Bedoel je een van deze: {possibilities}?)",
    "Got unexpected extra argument ({args})": "Dit argument is er te veel: {args}",
    "Got unexpected extra arguments ({args})": "Deze argumenten zijn er te veel: {args}",
    "Invalid value: {message}": "Dit klopt niet: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} klopt niet: {message}",
    "Option {name!r} does not take a value.": "De optie {name!r} krijgt geen waarde.",
    "Option {name!r} requires an argument.": "De optie {name!r} vraagt een waarde.",
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} is niet {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} is niet een van {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} is niet geschreven als {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} is niet geschreven als een van {formats}.",
    "{value} is not in the range {range}.": "{value} ligt niet in {range}.",
    "{value!r} is not a valid {number_type}.": "{value!r} is geen geldig getal.",
    "{value!r} is not a valid UUID.": "{value!r} is geen geldig kenmerk.",
    "{name} {filename!r} is a file.": "{name} {filename!r} is een bestand.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} is een map.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} is niet leesbaar.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} is niet schrijfbaar.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} bestaat niet.",
    "Could not open file {filename!r}: {message}": "Het bestand {filename!r} gaat niet open: {message}",
    "file": "bestand",
    "directory": "map",
    "path": "pad",
    "Do you want to continue?": "Ga je verder?",
    "Repeat for confirmation": "Herhaal ter bevestiging",
    "Error: The two entered values do not match.": "Fout: je gaf twee keer iets anders in.",
    "Error: invalid input": "Fout: dit is geen antwoord op de vraag.",
}
MODULES = (core, decorators, exceptions, formatting, parser, termui, types)


def say(text: str) -> str:
    """The Dutch of a text of click, or the text itself."""
    return WORDS.get(text, text)


def say_count(one: str, many: str, count: int) -> str:
    """The Dutch of a text of click that depends on a number."""
    return say(one if count == 1 else many)


def speak() -> None:
    """Let click speak Dutch. Call it before commands are declared: some texts are taken then."""
    for module in MODULES:
        for name, ours in (("_", say), ("ngettext", say_count)):
            if hasattr(module, name):
                setattr(module, name, ours)
    for kind, called in ((types.StringParamType, "tekst"), (types.IntParamType, "getal"), (types.IntRange, "getal")):
        kind.name = called


def usage(command: click.Command) -> click.Command:
    """The same for the line of use: of this command and of those under it."""
    command.options_metavar = "[OPTIES]" if command.options_metavar else command.options_metavar
    if isinstance(command, click.Group):
        command.subcommand_metavar = "OPDRACHT [ARGUMENTEN]..."
        for below in command.commands.values():
            usage(below)
    return command
