"""`roeland token`: personal tokens for the API, from the command line."""

from pathlib import Path

import click

from roeland.cli.start import json_option, operator, show
from roeland.kernel import clock
from roeland.ledger.action import Invalid, Refused
from roeland.people.actions import create_token, revoke_token
from roeland.people.models import Account
from roeland.people.queries import tokens_of
from roeland.people.values import TOKEN_DAYS, TOKEN_SCOPES


def find_account(email: str) -> Account:
    """The account with this address; ends the command when there is none."""
    found = Account.objects.filter(email__iexact=email).first()
    if found is None:
        raise click.ClickException(f"er is geen account met het e-mailadres {email}.")
    return found


@click.group()
def token() -> None:
    """Beheer persoonlijke sleutels (tokens) voor de API."""


account_option = click.option("--account", required=True, metavar="MAIL", help="E-mailadres van het account.")


@token.command()
@account_option
@click.option("--name", default="opdrachtregel", show_default=True, help="Waarvoor het token dient.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(list(TOKEN_SCOPES)), default=["read"], show_default=True
)
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, TOKEN_DAYS), help="Hoe lang het werkt.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Schrijf het token naar dit bestand (0600) in plaats van het te tonen.",
)
@json_option
def create(account: str, name: str, scopes: tuple[str, ...], days: int, out: Path | None, as_json: bool) -> None:
    """Maak een token. Het wordt één keer getoond en staat daarna nergens meer."""
    try:
        made, secret = create_token(operator(), account=find_account(account), name=name, scopes=scopes, days=days)
    except (Refused, Invalid) as error:
        raise click.ClickException(str(error)) from error
    result = {"id": str(made.pk), "scopes": made.scopes, "expires_at": made.expires_at.isoformat()}
    lines = [f"Werkt tot {clock.local(made.expires_at):%d/%m/%Y %H:%M}, mag: {', '.join(made.scopes)}."]
    if out is not None:
        out.touch(mode=0o600, exist_ok=False)
        out.write_text(secret + "\n")
        lines.insert(0, f"Token geschreven naar {out}.")
    else:
        result["token"] = secret
        lines.insert(0, secret)
    show(result, lines, as_json=as_json)


@token.command("list")
@account_option
@json_option
def list_tokens(account: str, as_json: bool) -> None:
    """Toon de tokens van een account (nooit het geheim zelf)."""
    found = [
        {
            "id": str(one.pk),
            "name": one.name,
            "scopes": one.scopes,
            "expires_at": one.expires_at.isoformat(),
            "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
        }
        for one in tokens_of(find_account(account))
    ]
    lines = [
        f"{t['id']}  {t['name']}  tot {t['expires_at']}{'  ingetrokken' if t['revoked_at'] else ''}" for t in found
    ]
    show({"tokens": found}, lines or ["Dit account heeft geen tokens."], as_json=as_json)


@token.command()
@account_option
@click.argument("identifier", type=click.UUID)
@json_option
def revoke(account: str, identifier: object, as_json: bool) -> None:
    """Trek een token in; het werkt meteen niet meer."""
    owner = find_account(account)
    found = next((one for one in tokens_of(owner) if one.pk == identifier), None)
    if found is None:
        raise click.ClickException("dit account heeft dat token niet.")
    try:
        revoke_token(operator(), account=owner, token=found)
    except Refused as error:
        raise click.ClickException(error.reason) from error
    show({"id": str(found.pk), "revoked": True}, [f"Token {found.name} werkt niet meer."], as_json=as_json)
