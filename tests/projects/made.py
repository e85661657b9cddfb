"""Projects as their verbs make them, for the tests of this room."""

from decimal import Decimal
from typing import Any

from django.test import Client

from roeland.duties import actions as duties
from roeland.kernel import clock
from roeland.projects import actions, library
from roeland.projects.models import Intake, Project
from roeland.projects.values import PROJECT, ProjectText
from tests.projects.test_pure import answers
from tests.world import World


def browse(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


def propose(world: World, title: str = "Tweede stap voor iedereen") -> Project:
    today = clock.today()
    wording = ProjectText(
        title,
        "Iedereen meldt zich aan met een tweede stap.",
        "Minder gestolen wachtwoorden.",
        today,
        today.replace(year=2027),
    )
    return actions.propose(
        world.actor("dina"), authority=world.zonderbeke, wording=wording, leader=world.person("dina")
    )


def intake_of(world: World, row: Project, **reply: str) -> Intake:
    dina = world.actor("dina")
    found = actions.answer_intake(dina, project=row, answers=answers(reply))
    return actions.seal_intake(dina, intake=found)


def write_plan(world: World, row: Project, but: str = "") -> None:
    for section in library.sections():
        if section.id == but:
            continue
        actions.write_plan(world.actor("dina"), project=row, section=section.id, text_=f"Over {section.nl.lower()}.")


def costs(world: World, row: Project) -> None:
    dina, day = world.actor("dina"), clock.today()
    about: dict[str, Any] = {"authority": world.zonderbeke, "subject_kind": PROJECT, "subject_id": row.pk}
    duties.add_cost(dina, **about, title="Sleutels", kind="once", amount=Decimal(4000), first=day)
    duties.add_cost(dina, **about, title="Licentie", kind="yearly", amount=Decimal(1000), first=day)
