"""Wilgenzele: an officer, a deputy, a director, a DPO and a worker of the social service, all in order for log control.

Run by its own process: `python -m tests.journeys.logs_house <password> <first day of the month>`, in the environment of that installation.
Its staff list and dossiers are imported; the consultations of the month are not (`consultations`).
"""

import csv
import io
import os
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import django

from roeland.cli.demonstration.consultations import end, number
from roeland.kernel.calendar import is_working_day

NAME, SLUG = "Wilgenzele", "wilgenzele"
DOMAIN = f"{SLUG}.example.be"
PASSWORD = "een lang wachtwoord voor wilgen"
PEOPLE = (
    ("Nora", "Tack", "security_officer"),
    ("Karel", "Somers", "deputy_security_officer"),
    ("Vera", "Lievens", "general_director"),
    ("Pol", "Naudts", "dpo"),
    ("Jo", "Baert", "staff"),
    ("Mieke", "Coene", "staff"),
)
TEAM = "Sociale dienst"
OWN_DOSSIERS, STRANGE = range(20), (200, 201, 202)  # citizens


def address(given: str, family: str) -> str:
    return f"{given}.{family}@{DOMAIN}".lower()


def logins() -> dict[str, str]:
    return {address(given, family): PASSWORD for given, family, _role in PEOPLE}


def table(titles: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([titles, *rows])
    return out.getvalue().encode("cp1252")


def consultations(month: date) -> bytes:
    """Two workers on their own dossiers every working day; Jo besides looks up the same citizen at night, and two more by name."""
    days = [month + timedelta(days=step) for step in range((end(month) - month).days + 1)]
    rows = []
    for place, day in enumerate(days):
        for step in range(3 if is_working_day(day) else 1):
            who, citizen = ("jo.baert", "mieke.coene")[step % 2], OWN_DOSSIERS[(place + step) * 2 % 20 + step % 2]
            rows.append((datetime.combine(day, time(9 + step, 12)), who, citizen, "insz"))
    for place in range(6):
        rows.append((datetime.combine(days[2 + 4 * place], time(21, 7)), "jo.baert", STRANGE[0], "naam"))
    for place, citizen in enumerate(STRANGE[1:]):
        rows += [
            (datetime.combine(days[7 + place + step], time(20, 40)), "mieke.coene", citizen, "naam") for step in (0, 3)
        ]
    lines = [
        (f"W{place:05}", at.strftime("%d/%m/%Y %H:%M"), who, number(citizen), "RR identiteit", key)
        for place, (at, who, citizen, key) in enumerate(sorted(rows), 1)
    ]
    return table(("Volgnr", "Wanneer precies", "Wie keek", "Over wie", "Wat", "Waarmee"), lines)


def main(password: str, first: str) -> None:
    """Persons and what was agreed by hand, the lists and the duty by their verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
    django.setup()
    from roeland.duties.actions.plan import adopt
    from roeland.duties.jobs import plan_ahead
    from roeland.kernel import clock, gate
    from roeland.kernel.actor import Actor
    from roeland.kernel.models import Authority
    from roeland.kernel.scope import scope
    from roeland.logs import intake
    from roeland.logs.actions.sources import make_source
    from roeland.logs.models import Conditions
    from roeland.people.actors import actor_for
    from roeland.people.models import Account, AuthorityProfile, Mandate, Person

    month, accounts = date.fromisoformat(first), {}
    one = Account(email="", created_at=clock.now())
    one.set_password(password)
    with gate.opened():
        place = Authority.everything.create(slug=SLUG, name=NAME, created_at=clock.now())
        with scope(Actor.system("journey", [place.pk]), [place]):
            AuthorityProfile.objects.create(authority=place, audience="settings", mark=3, is_demo=True)
            for given, family, role in PEOPLE:
                account = accounts[role] = Account(
                    email=address(given, family), password=one.password, created_at=clock.now()
                )
                account.save()
                person = Person.objects.create(
                    authority=place,
                    audience="persons",
                    active_from=date(2020, 1, 1),
                    account=account,
                    given_name=given,
                    family_name=family,
                    email=account.email,
                )
                Mandate.objects.create(
                    authority=place, audience="mandates", person=person, role=role, start=date(2024, 1, 1)
                )
            agreed = month - timedelta(days=90)
            Conditions.objects.create(
                authority=place,
                audience="ksz_log",
                consulted_on=agreed,
                consulted_body="BOC",
                paper_name="overleg.pdf",
                paper_sha256="0" * 64,
                work_rules="2026, bijlage 2",
                register_entry="V-1",
                dpia_on=agreed,
                dpo_advice_on=agreed,
                dpo_advice="Gunstig.",
                retention_months=24,
                valid_from=agreed,
                stated_at=clock.now(),
            )
    officer = actor_for(accounts["security_officer"])
    adopt(officer, authority=place, catalogue_id="ksz-log-control", start=clock.today() + timedelta(days=2))
    plan_ahead()
    lists = {
        "staff": table(
            ("Gebruiker", "Personeelsnummer", "Dienst", "Van", "Tot", "Rijksregisternummer"),
            [
                (address(given, family).partition("@")[0], "", TEAM, "01/01/2024", "", "")
                for given, family, _ in PEOPLE[4:]
            ],
        ),
        "dossiers": table(
            ("Rijksregisternummer", "Dossierbeheerder", "Dienst", "Geopend", "Afgesloten", "Geregistreerd"),
            [(number(c), "jo.baert", TEAM, "01/01/2024", "", "01/01/2024") for c in OWN_DOSSIERS],
        ),
    }
    with scope(officer, [place]):
        for kind, data in lists.items():
            source = make_source(
                officer, authority=place, name=f"Lijst {kind}", kind=kind, format="csv", template=f"{kind}-csv"
            )
            intake.take(officer, source, io.BytesIO(data), f"{kind}.csv", how="upload")


if __name__ == "__main__":
    main(*sys.argv[1:])
