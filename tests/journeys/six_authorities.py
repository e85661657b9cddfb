"""Six authorities with one shared officer, 25 open points and a visit today at each: added to the demonstration of the journeys.

Run by its own process: `python -m tests.journeys.six_authorities <e-mail> <password>`, with the environment of that installation.
"""

import os
import sys
from datetime import date, timedelta
from decimal import Decimal

import django

NAMES = ("Dorpelzande", "Elzenbrugge", "Hoevelde", "Marlegem", "Ouderzele", "Stavelinde")
OWN, OTHERS = 2, (3, 2, 2, 2, 2, 2)  # tasks of the officer and of colleagues: 12 + 13 = 25


def main(email: str, password: str) -> None:
    """Everything by the verbs, but persons and authorities by hand."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
    django.setup()
    from roeland.duties.actions import make_task
    from roeland.kernel import clock, gate
    from roeland.kernel.actor import Actor
    from roeland.kernel.models import Authority
    from roeland.kernel.scope import scope
    from roeland.people.actors import actor_for
    from roeland.people.models import Account, AuthorityProfile, Mandate, Person
    from roeland.visits.actions.agreements import make_agreement
    from roeland.visits.actions.visits import plan_visit

    today = clock.today()
    with gate.opened():
        account = Account(email=email, created_at=clock.now())
        account.set_password(password)
        account.save()
    people: dict[str, dict[str, Person]] = {}
    for number, name in enumerate(NAMES):
        with gate.opened():
            place = Authority.everything.create(slug=name.lower(), name=name, created_at=clock.now())
            with scope(Actor.system("journey", [place.pk]), [place]):
                AuthorityProfile.objects.create(authority=place, audience="settings", mark=number % 4 + 1, is_demo=True)
                rows = {}
                for given, role in (("Greet", "security_officer"), ("Lode", "general_director"), ("Nele", "ict_staff")):
                    person = Person.objects.create(
                        authority=place,
                        audience="persons",
                        account=account if given == "Greet" else None,
                        given_name=given,
                        family_name=name,
                        email=f"{given.lower()}@{name.lower()}.example.be",
                        active_from=date(2020, 1, 1),
                    )
                    start = today - timedelta(days=100)
                    Mandate.objects.create(authority=place, audience="mandates", person=person, role=role, start=start)
                    rows[given] = person
                people[name] = rows
    actor = actor_for(account)
    for number, name in enumerate(NAMES):
        place = Authority.everything.get(name=name)
        values = {
            "provider": "Vereniging Streekdienst",
            "days_per_month": Decimal("0.5"),
            "hours_per_day": Decimal("7.6"),
        }
        more = {"day_rate": Decimal(640), "start": today.replace(month=1, day=1), "officer": people[name]["Greet"]}
        make_agreement(actor, authority=place, values={**values, **more})
        for count in range(OWN):
            make_task(
                actor,
                authority=place,
                title=f"Nakijken {count + 1}",
                due=today + timedelta(days=count),
                person=people[name]["Greet"],
            )
        for count in range(OTHERS[number]):
            make_task(
                actor,
                authority=place,
                title=f"Hersteltest {count + 1}",
                due=today - timedelta(days=3 + count),
                person=people[name]["Nele"],
            )
        plan_visit(actor, authority=place, on=today)


if __name__ == "__main__":
    main(*sys.argv[1:])
