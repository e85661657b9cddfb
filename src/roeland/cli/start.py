"""What every command shares: starting Django, the operator's name, and output as text or JSON."""

import getpass
import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from roeland.config import Config, ConfigError, load

if TYPE_CHECKING:
    from roeland.kernel.actor import Actor
    from roeland.kernel.models import Authority


def read_config() -> Config:
    """The settings; a wrong one ends the command with every problem named."""
    try:
        return load()
    except ConfigError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        raise click.ClickException(f"de instellingen kloppen nog niet:\n{lines}") from error


def start_django() -> Config:
    """Read the settings and start Django with them; idempotent."""
    config = read_config()
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
        config.make_folders()
        django.setup()
    return config


def os_user() -> str:
    """The name of the operating-system user behind this command (`sudo` shows who asked)."""
    name = getpass.getuser()
    asked = os.environ.get("SUDO_USER")
    return f"{asked} ({name})" if asked and asked != name else name


def operator(authorities: Iterable["Authority"] = ()) -> "Actor":
    """The actor of a command: the operating-system user, with all rights in `authorities` and in the installation."""
    from roeland.kernel.actor import Actor

    return Actor.os_user(os_user(), [authority.pk for authority in authorities])


def find_authority(slug: str) -> "Authority":
    """The authority with this slug; ends the command with the known ones when there is none."""
    from roeland.kernel.models import Authority

    found = Authority.everything.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Authority.everything.order_by("slug").values_list("slug", flat=True)) or "nog geen"
        raise click.ClickException(f"er is geen bestuur “{slug}”. Bekend: {known}.")
    return found


json_option = click.option("--json", "as_json", is_flag=True, help="Toon het resultaat als JSON.")


def show(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result: JSON for programs, lines for people."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            click.echo(line)
