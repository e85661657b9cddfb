"""A staff list in which nearly everybody begins on the day of the export: the import says that work of before has no service, and what to do."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from roeland.logs import intake
from roeland.logs.models import Source
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.intake_kit import csv, source, taken
from tests.logs.months import NOW, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

FIELDS = {"user_id": {"from": ["Wie"]}, "from_ts": {"from": ["Van"]}, "team": {"from": ["Dienst"]}}
EXPORT = f"{NOW:%d/%m/%Y}"
USERS = ("an", "bo", "cy", "dina", "ed", "flo", "gust", "hans", "ine", "jef")


def staff(world: World, name: str = "Staf", **more: Any) -> Source:
    return source(world, name=name, kind="staff", mapping={"fields": FIELDS, **more})


def listed(day: str = EXPORT, **other: str) -> bytes:
    return csv([f"{user};{other.get(user, day)};Onthaal" for user in USERS], head="Wie;Van;Dienst")


def told(world: World, where: Source, data: bytes) -> list[str]:
    """What a test import says."""
    tried = intake.try_out(world.actor("dina"), where, BytesIO(data), "staf.csv")
    return [line["text"] for line in tried.found.gaps if line["kind"] == "same-day"]


def consulted(world: World) -> Source:
    months.people(world)
    months.deliver(world.zonderbeke, [*strange("an", 51), *strange("bo", 52)], staff=False)
    return staff(world)


def test_a_list_of_the_day_of_export_says_whose_earlier_work_has_no_service(world: World, browse: Any) -> None:
    where = consulted(world)
    [text] = told(world, where, listed(bo="01/01/2024"))
    assert text.startswith("9 van de 10 accounts beginnen op 9 november 2026, wellicht de dag waarop de lijst")
    assert "en 1 raadpleegde al eerder, in een maand die nog nagekeken wordt." in text
    assert "Vraag een lijst met de dag waarop elke dienst echt begon." in text
    done = taken(world, where, listed())
    assert done.delivery is not None
    page = browse("dina").get(f"/zonderbeke/logcontrole/bestanden/{done.delivery.pk}/").content.decode()
    assert "Alle 10 accounts beginnen op 9 november 2026" in page.replace("\xa0", " ")
    assert "2 raadpleegden al eerder" in page.replace("\xa0", " ")
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    address = f"/api/v1/authorities/zonderbeke/log-deliveries/{done.delivery.pk}"
    told_too = Client().get(address, headers={"Authorization": f"Bearer {token}"}).json()["gaps"]
    assert any("2 raadpleegden al eerder" in one.replace("\xa0", " ") for one in told_too)


def test_it_is_told_before_there_are_consultations(world: World) -> None:
    months.people(world)
    [text] = told(world, staff(world), listed())
    assert "raadpleegde" not in text


def test_a_list_with_days_of_its_own_says_nothing(world: World) -> None:
    where = consulted(world)
    early = dict.fromkeys(("an", "bo"), "01/01/2024")
    assert not told(world, where, listed(**early)), "two of ten began earlier"
    assert not told(world, where, listed("01/01/2025")), "all on one day, on which the authority merged"
    few = csv([f"{user};{EXPORT};Onthaal" for user in USERS[:4]], head="Wie;Van;Dienst")
    assert not told(world, where, few), "four people may begin on one day"
    fixed = staff(world, "Vast", fields={**FIELDS, "from_ts": {"constant": "01/01/2024"}})
    assert not told(world, fixed, listed()), "what the text advises"


def test_what_another_list_covers_is_not_counted(world: World) -> None:
    where = consulted(world)
    taken(world, staff(world, "OCMW"), csv(["an;01/01/2024;Onthaal"], head="Wie;Van;Dienst"))
    [text] = told(world, where, listed())
    assert "en 1 raadpleegde al eerder" in text.replace("\xa0", " ")
    later = f"{NOW - timedelta(days=35):%d/%m/%Y}"
    [text] = told(world, where, listed(later))
    assert "beginnen op 5 oktober" in text
