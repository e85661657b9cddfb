"""An authority with a closed general part, a policy and four people, in an empty installation.

Run by its own process: `python -m tests.journeys.closed_papers <password>`, with the environment of that installation.
"""

import os
import sys
from datetime import date, timedelta

import django

NAME, SLUG = "Kouterzele", "kouterzele"
PEOPLE = (
    ("Odette", "Lammens", "security_officer"),
    ("Ward", "Sterckx", "general_director"),
    ("Rosa", "Verhulst", "councillor"),
    ("Joris", "Baeten", "ict_staff"),
)
GENERAL = """# Doel

Dit deel beschrijft wat iedereen in huis doet om gegevens te beschermen.

# Mensen en afspraken

Veiligheid begint bij wie met de gegevens werkt. Iedereen die gegevens van burgers ziet, zwijgt erover.

## Wie mag wat zien

Toegang volgt de functie. Verandert de functie, dan verandert de toegang dezelfde dag.

# Opvolging

De dienst kijkt twee keer per jaar na wat hier staat.
"""
POLICY = "# Wachtwoorden\n\nEen wachtwoord deel je niet.\n\nElk toestel vergrendelt na vijf minuten.\n"


def main(password: str) -> None:
    """Persons by hand, the documents by their verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
    django.setup()
    from roeland.documents import actions
    from roeland.documents.models import Version
    from roeland.kernel import clock, gate
    from roeland.kernel.actor import Actor
    from roeland.kernel.models import Authority
    from roeland.kernel.scope import scope
    from roeland.people.actors import actor_for
    from roeland.people.models import Account, AuthorityProfile, Mandate, Person

    accounts = {}
    with gate.opened():
        place = Authority.everything.create(slug=SLUG, name=NAME, created_at=clock.now())
        with scope(Actor.system("journey", [place.pk]), [place]):
            AuthorityProfile.objects.create(authority=place, audience="settings", mark=2, is_demo=True)
            for given, family, role in PEOPLE:
                account = Account(email=f"{given.lower()}@{SLUG}.example.be", created_at=clock.now())
                account.set_password(password)
                account.save()
                accounts[role] = account
                row = {"authority": place, "start": clock.today() - timedelta(days=100)}
                person = Person.objects.create(
                    authority=place,
                    audience="persons",
                    account=account,
                    given_name=given,
                    family_name=family,
                    email=account.email,
                    active_from=date(2020, 1, 1),
                )
                Mandate.objects.create(audience="mandates", person=person, role=role, **row)
    officer, director = actor_for(accounts["security_officer"]), actor_for(accounts["general_director"])
    for title, audience, text in (
        ("Veiligheidsplan, algemeen deel", "plan_general", GENERAL),
        ("Wachtwoorden en toestellen", "policy", POLICY),
    ):
        paper = actions.make(officer, authority=place, kind="plan", title=title, audience=audience, text=text)
        with scope(officer, [place]):
            version = Version.objects.select_related("document", "authority").get(document=paper)
        actions.submit(officer, version=version)
        actions.approve(director, version=version)
        actions.publish(officer, version=version)


if __name__ == "__main__":
    main(*sys.argv[1:])
