"""Cost lines: the sums over the years, the panel on the page of a duty, the API."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from roeland.duties import actions, queries
from roeland.duties.cost_panel import cost_panel, euro
from roeland.duties.models import Duty
from roeland.duties.values import Cost, CostKind, multi_year, sum_of_year
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed
from roeland.ledger.models import LedgerEntry
from tests.world import World

ONCE = Cost(CostKind.ONCE, Decimal("3180.50"), date(2026, 5, 4))
LICENCE = Cost(CostKind.YEARLY, Decimal(1200), date(2026, 4, 1), date(2029, 3, 31))
WORK = Cost(CostKind.PERSON_DAYS, Decimal("520.25"), date(2027, 2, 1), days=Decimal("2.5"))


def test_a_multi_year_plan() -> None:
    """A licence of three years from April falls due three times, not four."""
    found = multi_year([ONCE, LICENCE, WORK], 2026, 4)
    assert [row.year for row in found] == [2026, 2027, 2028, 2029]
    assert [row.total for row in found] == [Decimal("4380.50"), Decimal("2500.63"), Decimal(1200), Decimal(0)]
    assert (found[1].work, found[1].days) == (Decimal("1300.63"), Decimal("2.5"))  # half a cent goes up
    assert sum_of_year([ONCE], 2025).total == 0


def test_a_yearly_cost_without_an_end_goes_on_and_a_leap_day_keeps_its_year() -> None:
    assert Cost(CostKind.YEARLY, Decimal(5), date(2024, 2, 29)).falls_in(2999)
    ends = Cost(CostKind.YEARLY, Decimal(5), date(2024, 2, 29), date(2026, 2, 28))
    assert [ends.falls_in(year) for year in range(2023, 2028)] == [False, True, True, True, False]


COSTS = st.builds(
    Cost,
    st.sampled_from(CostKind),
    st.decimals(0, 100000, places=2),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.none() | st.dates(date(2031, 1, 1), date(2035, 12, 31)),
    st.decimals(0, 99, places=2),
)


@given(st.lists(COSTS, max_size=6))
def test_every_year_is_the_sum_of_its_costs(costs: list[Cost]) -> None:
    for row in multi_year(costs, 2019, 20):
        assert row.total == sum((cost.each for cost in costs if cost.falls_in(row.year)), Decimal(0))
        assert row.total == row.once + row.yearly + row.work
    once = sum((c.each for c in costs if c.kind != CostKind.YEARLY), Decimal(0))
    assert once == sum((row.once + row.work for row in multi_year(costs, 2019, 20)), Decimal(0))


def test_euro_in_words() -> None:
    assert [euro(Decimal(text)) for text in ("3180.00", "1250.50", "0.05")] == [
        "3\u00a0180 euro",
        "1\u00a0250,50 euro",
        "0,05 euro",
    ]


@pytest.fixture
def duty(world: World) -> Duty:
    return actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service")


def add(world: World, duty: Duty, who: str = "dina", **more: object) -> None:
    values = {"title": "Lokaal", "kind": "once", "amount": Decimal(10), "first": date(2026, 5, 4)} | more
    place = world.zonderbeke
    actions.add_cost(world.actor(who), authority=place, subject_kind="duties.duty", subject_id=duty.pk, **values)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "soms"}, "kind"),
        ({"amount": Decimal("1.005")}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"kind": "person_days"}, "days"),
        ({"kind": "yearly", "last": date(2026, 1, 1)}, "last"),
        ({"first": date(1999, 1, 1)}, "first"),
        ({"title": " "}, "title"),
    ],
)
def test_what_is_no_cost(world: World, duty: Duty, more: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        add(world, duty, **more)
    assert set(caught.value.errors) == {field}


def test_a_cost_stands_on_a_record_of_the_same_authority(world: World, duty: Duty) -> None:
    there = actions.adopt(world.actor("dina"), authority=world.lissegem, catalogue_id="meet-security-service")
    with pytest.raises(Invalid, match="is er niet"):
        add(world, there)
    with pytest.raises(NotAllowed):
        add(world, duty, "an")  # an engineer has no money to write


def test_lines_of_many_records_in_one_statement(
    world: World, duty: Duty, django_assert_num_queries: Callable[..., object]
) -> None:
    add(world, duty)
    add(world, duty, title="Broodjes", kind="yearly", first=date(2026, 6, 1))
    with scope(world.actor("dina"), [world.zonderbeke]):
        with django_assert_num_queries(1):
            found = queries.costs_of_many([duty.pk, world.zonderbeke.pk])
        assert [line.title for line in found[duty.pk]] == ["Lokaal", "Broodjes"]
        assert found[world.zonderbeke.pk] == []
        assert cost_panel(world.actor("dina"), world.zonderbeke, "duties.duty", duty.pk) is not None
    with scope(world.actor("an"), [world.zonderbeke]):
        assert queries.costs_of(duty.pk) == []
        assert cost_panel(world.actor("an"), world.zonderbeke, "duties.duty", duty.pk) is None


def test_the_panel_on_the_page_of_a_duty(world: World, duty: Duty) -> None:
    client = Client()
    client.force_login(world.accounts["dina"], backend="allauth.account.auth_backends.AuthenticationBackend")
    home = f"/zonderbeke/controleplan/{duty.pk}/"
    new = f"/zonderbeke/kosten/duties.duty/{duty.pk}/nieuw/"
    assert new in client.get(home).content.decode()
    faulty = client.post(new, {"title": "Lokaal", "kind": "once", "amount": "veel", "first": "2026-05-04"})
    assert faulty.status_code == 422
    body = {"title": "Begeleiding", "kind": "person_days", "amount": "520,25", "days": "2,5", "first": "2027-02-01"}
    told = client.post(new, body)
    assert (told.status_code, told["Location"]) == (302, f"{home}#kosten")
    page = client.get(home).content.decode()
    assert "2,5 persoonsdagen aan 520,25 euro, op 1/02/2027" in page
    assert "1\u00a0300,63 euro" in page
    assert [year for year in ("2026", "2027", "2028") if f'<th scope="row">{year}</th>' in page] == ["2027"]
    remove = re.search(r"/zonderbeke/kosten/[0-9a-f-]+/verwijderen/", page)
    assert remove is not None
    assert client.post(remove.group(), {"reason": ""}).status_code == 422
    assert client.post(remove.group(), {"reason": "dubbel"}).status_code == 302
    assert client.get(remove.group()).status_code == 404
    entry = LedgerEntry.everything.get(action="duties:cost:removed")
    assert (entry.object_type, entry.audience) == ("duties.costline", "money")
