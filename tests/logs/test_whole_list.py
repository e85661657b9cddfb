"""A case that stands for a whole list is justified as a whole: a standing rule for its days lies ready."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel.scope import scope
from roeland.logs.models import Case, Run
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

DAY = date(2026, 10, 14)


def worked_through(service: str = "Adres") -> list[dict[str, Any]]:
    """Ninety citizens in one day, where Bo does one consultation on others."""
    usual = [
        {"ts": months.moment(day, 10), "user_id": "bo", "citizen": 100}
        for day in months.working_days(months.OCTOBER, 9)
    ]
    start = months.moment(DAY, 8)
    many = [
        {"ts": start + timedelta(minutes=5 * step), "user_id": "bo", "citizen": 4000 + step, "service": service}
        for step in range(90)
    ]
    return usual + many


def controlled(world: World) -> Case:
    months.ready(world, explained(), worked_through(), strange("an", 51), an="an", bo="bert")
    run(world)
    return found(world)


def found(world: World) -> Case:
    with scope(world.system, [world.zonderbeke]):
        [case] = [
            one for one in Case.objects.select_related("run") if any(each["flag"] == "list" for each in one.reasons)
        ]
    return case


def test_a_rule_for_the_days_of_the_list_lies_ready(world: World, browse: Any) -> None:
    case, dina = controlled(world), browse("dina")
    where = f"/zonderbeke/logcontrole/geval/{case.pk}/"
    page = dina.get(where).content.decode().replace("\xa0", " ")
    assert "Dit geval staat voor 90 raadplegingen op 14 oktober 2026." in page
    form = dina.get(where).context["form"]
    begun = {name: form[name].value() for name in ("how", "service", "start", "end")}
    assert begun == {"how": "standing", "service": "Adres", "start": DAY, "end": DAY}
    sent = {
        "decision": "justified",
        "reason": "Bijwerken van de kiezerslijst.",
        **begun,
        "start": str(DAY),
        "end": str(DAY),
    }
    assert dina.post(where, sent).status_code == 302
    run(world)
    with scope(world.system, [world.zonderbeke]):
        control = Run.objects.get()
        assert Case.objects.get(pk=case.pk).state == "justified"
        assert Case.objects.filter(user__user_id="bo").count() == 1, "nothing of the list asks a decision any more"
    assert control.by_decision == 90


def test_another_case_is_justified_as_before(world: World, browse: Any) -> None:
    controlled(world)
    case, dina = months.case_of(world, 51), browse("dina")
    page = dina.get(f"/zonderbeke/logcontrole/geval/{case.pk}/")
    assert "Dit geval staat voor" not in page.content.decode()
    assert page.context["form"]["how"].value() == "user"


def test_by_token_one_reads_what_a_case_stands_for(world: World) -> None:
    case = controlled(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    address = f"/api/v1/authorities/zonderbeke/log-cases/{case.pk}/events"
    rows = Client().get(address, headers={"Authorization": f"Bearer {token}"}).json()
    assert sum(one["part"] for one in rows) == 90
    assert {one["service"] for one in rows if one["part"]} == {"Adres"}
    assert len(rows) > 90
