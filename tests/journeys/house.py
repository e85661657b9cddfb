"""Kouterzele: 400 staff, both parts of the security plan, a policy, a security service and something late; added to an installation.

Run by its own process: `python -m tests.journeys.house <password>`, with the environment of that installation.
"""

import os
import sys
from datetime import date, timedelta
from itertools import product

import django

NAME, SLUG = "Kouterzele", "kouterzele"
DOMAIN = f"{SLUG}.example.be"
PASSWORD = "een lang wachtwoord voor het huis"
ROLES = (
    ("Odette", "Lammens", "security_officer"),
    ("Ward", "Sterckx", "general_director"),
    ("Rosa", "Verhulst", "councillor"),
    ("Joris", "Baeten", "ict_staff"),
    ("Mira", "Cools", "staff"),
    ("Sander", "Pauwels", "staff"),
    ("Leen", "Aerts", "staff"),
)
MAILBOX, NO_MAILBOX = ("Marcel", "Dockx"), (("Fatima", "Ouali"), ("Gerda", "Smets"))  # of the depot
STAFF = 400  # of whom Odette, Ward and Joris; not Rosa, who sits in the council
GIVEN = "Aline Bram Cleo Dries Elke Floor Geert Hanne Ivo Jana Koen Lotte Maarten Nora Oskar Paula Ruben Saar Tijs Wout".split()
FAMILY = (
    "Adams Beckers Ceulemans Dewit Engels Fret Goris Hermans Ickx Jansens "
    "Kempen Luyten Moons Nijs Ooms Peters Quinten Raes Stevens Thijs"
).split()
TEAMS = ("Burgerzaken", "Sociaal huis", "Woonzorg", "Depot")
GENERAL = """# Doel

Dit deel beschrijft wat iedereen in huis doet om gegevens te beschermen.

# Mensen en afspraken

Veiligheid begint bij wie met de gegevens werkt. Iedereen die gegevens van burgers ziet, zwijgt erover.

## Wie mag wat zien

Toegang volgt de functie. Verandert de functie, dan verandert de toegang dezelfde dag.

# Opvolging

De dienst kijkt twee keer per jaar na wat hier staat.
"""
TECHNICAL = "# Netwerk\n\nDe servers staan in een eigen deel van het netwerk, met het kenmerk KOUTER-7.\n"
POLICY = "# Wachtwoorden\n\nEen wachtwoord deel je niet.\n\nElk toestel vergrendelt na vijf minuten.\n"
PAPERS = (
    ("Veiligheidsplan, algemeen deel", "plan_general", GENERAL),
    ("Veiligheidsplan, technisch deel", "plan_technical", TECHNICAL),
    ("Wachtwoorden en toestellen", "policy", POLICY),
)


def address(given: str, family: str) -> str:
    return f"{given}.{family}@{DOMAIN}".lower()


def logins() -> dict[str, str]:
    """Who can log in: e-mail to password."""
    return {address(given, family): PASSWORD for given, family, _ in ROLES}


def staff() -> list[tuple[str, str, str]]:
    """Given name, family name and e-mail of the staff without a log-in: the three of the depot, then who is needed to be 400."""
    depot = [(*MAILBOX, address(*MAILBOX)), *((*name, "") for name in NO_MAILBOX)]
    count = STAFF - (len(ROLES) - 1) - len(depot)
    others = [(given, family, address(given, family)) for given, family in product(GIVEN, FAMILY)]
    return depot + others[:count]


def main(password: str) -> None:
    """Persons and mandates by hand, the rest by its verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
    django.setup()
    from roeland.documents import actions
    from roeland.documents.models import Version
    from roeland.duties.actions import make_task
    from roeland.kernel import clock, gate
    from roeland.kernel.actor import Actor
    from roeland.kernel.models import Authority
    from roeland.kernel.scope import scope
    from roeland.people.actions import add_body, join_body
    from roeland.people.actors import actor_for
    from roeland.people.models import Account, AuthorityProfile, Mandate, Person, Team, TeamMembership

    accounts, persons, start = {}, {}, clock.today() - timedelta(days=100)
    one = Account(email="", created_at=clock.now())
    one.set_password(password)  # hashing is slow by design: once for all
    with gate.opened():
        place = Authority.everything.create(slug=SLUG, name=NAME, created_at=clock.now())
        with scope(Actor.system("journey", [place.pk]), [place]):
            AuthorityProfile.objects.create(authority=place, audience="settings", mark=2, is_demo=True)
            row = {"authority": place, "audience": "persons", "active_from": date(2020, 1, 1)}
            for given, family, role in ROLES:
                account = Account(email=address(given, family), password=one.password, created_at=clock.now())
                account.save()
                persons[role] = Person.objects.create(
                    **row, account=account, given_name=given, family_name=family, email=account.email
                )
                accounts[role] = account
                Mandate.objects.create(
                    authority=place, audience="mandates", person=persons[role], role=role, start=start
                )
            rows = Person.objects.bulk_create(
                Person(**row, given_name=given, family_name=family, email=mail) for given, family, mail in staff()
            )
            Mandate.objects.bulk_create(
                Mandate(authority=place, audience="mandates", person=person, role="staff", start=start)
                for person in rows
            )
            teams = [Team.objects.create(authority=place, audience="persons", name=name) for name in TEAMS]
            TeamMembership.objects.bulk_create(
                TeamMembership(
                    authority=place,
                    audience="persons",
                    person=person,
                    team=teams[-1] if number < 1 + len(NO_MAILBOX) else teams[number % len(teams)],
                    start=start,
                )
                for number, person in enumerate(rows)
            )
    officer, director = actor_for(accounts["security_officer"]), actor_for(accounts["general_director"])
    for title, audience, text in PAPERS:
        paper = actions.make(officer, authority=place, kind="plan", title=title, audience=audience, text=text)
        with scope(officer, [place]):
            version = Version.objects.select_related("document", "authority").get(document=paper)
        actions.submit(officer, version=version)
        actions.approve(director, version=version)
        actions.publish(officer, version=version)
    body = add_body(director, authority=place, kind="security_service", name="Informatieveiligheidsdienst")
    for role in ("security_officer", "general_director", "ict_staff"):
        join_body(director, body=body, person=persons[role], chairs=role == "security_officer", start=start)
    make_task(
        officer,
        authority=place,
        title="Hersteltest van de back-up",
        due=clock.today() - timedelta(days=5),
        person=persons["ict_staff"],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
