"""Live blocks over people: contact list of functions, members of a body, who replaces whom."""

from __future__ import annotations

from collections.abc import Mapping

from roeland.documents.blocks.plan import authority_of, roles
from roeland.documents.blocks.registry import Argument, Ask, LiveBlock, nothing, register
from roeland.documents.render import Block, Table
from roeland.kernel import clock
from roeland.kernel.rights import RIGHTS, Mode
from roeland.people.queries import bodies_of, holders, role_names, role_table

CONTACTS = (
    "security_officer",
    "deputy_security_officer",
    "dpo",
    "general_director",
    "ict_head",
    "communication_officer",
)
MANDATES = "wie welke functie heeft"


def bodies() -> Mapping[str, str]:
    """Body kind -> Dutch name."""
    return {kind: str(row["nl"]) for kind, row in RIGHTS.bodies.items()}


def contacts(ask: Ask) -> tuple[Block, ...]:
    """Functions with who acts in them today, telephone and mail."""
    authority = authority_of(ask)
    names = role_names(authority)
    role = Argument("rollen", "functie", choices=roles)
    wanted = [role.chosen(part) for part in ask.args.get("rollen", "").split(",") if part.strip()] or CONTACTS
    rows = [
        (names.get(one, one), str(holder.person), holder.person.phone, holder.person.email)
        for one in wanted
        for holder in holders(authority, one, clock.today())
    ]
    if not rows:
        return nothing("personen met deze functies")
    return (Table("Contactlijst", ("Functie", "Naam", "Telefoon", "E-mail"), tuple(rows)),)


def members(ask: Ask) -> tuple[Block, ...]:
    """The members of a body today, chair first."""
    kind = ask.args["orgaan"]
    body = next((row for row in bodies_of(authority_of(ask)) if row.kind == kind), None)
    found = getattr(body, "now", []) if body else []
    rows = tuple((str(one.person), one.person.job_title, "voorzitter" if one.chairs else "lid") for one in found)
    if body is None or not rows:
        return nothing(f"leden van: {bodies()[kind]}")
    return (Table(f"Leden van de {body.name}", ("Naam", "Functie", "Rol"), rows),)


def replacements(ask: Ask) -> tuple[Block, ...]:
    """Per function who holds it and who replaces him."""
    rows = tuple(
        (
            line.name,
            ", ".join(str(one.person) for one in line.mandates),
            str(line.first.person) if line.first else "",
            str(line.second.person) if line.second else "",
        )
        for line in role_table(authority_of(ask), clock.today())
        if line.replacements
    )
    if not rows:
        return nothing("vervangingen")
    return (Table("Vervanging", ("Functie", "Wie", "Eerste vervanger", "Tweede vervanger"), rows),)


# Every member of staff sees names and how to reach them (`persons`, summary); auditors do so under their mandate.
SEEN = frozenset({Mode.SUMMARY, Mode.MANDATE})

for _block in (
    LiveBlock(
        "contactlijst",
        "Contactlijst van functies",
        '{{ contactlijst rollen="informatieveiligheidsconsulent, functionaris voor gegevensbescherming" }}',
        contacts,
        "persons",
        "namen en contactgegevens",
        (Argument("rollen", "functies, met een komma ertussen"),),
        SEEN,
    ),
    LiveBlock(
        "leden",
        "Leden van een orgaan",
        f'{{{{ leden orgaan="{next(iter(bodies().values()))}" }}}}',
        members,
        "mandates",
        MANDATES,
        (Argument("orgaan", "orgaan", required=True, choices=bodies),),
    ),
    LiveBlock("vervanging", "Wie wie vervangt", "{{ vervanging }}", replacements, "mandates", MANDATES),
):
    register(_block)
