"""Two sources that deliver the same consultations: counted once in a control, and told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs import overlap
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.models import Delivery, Run, Source
from roeland.logs.queries import events
from roeland.logs.queries.citizen import looks
from roeland.logs.values import Kind
from roeland.people.actions import create_token
from tests.logs import intake_kit, months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def consults(place: Authority, where: Source, rows: list[dict[str, Any]], start: int = 1) -> None:
    """Put consultations in the store as deliveries of a source."""
    plain = {"service": "RR", "ip": "10.0.0.1", "search_key": "insz"}
    by_day: dict[date, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows, start):
        by_day.setdefault(clock.local(row["ts"]).date(), []).append({**plain, **row, "event_id": number})
    months.put(place, Kind.CONSULT, by_day, tuple(sorted(by_day)), source=where.pk)


def made(world: World, name: str, minute: int) -> Source:
    with clock.at(months.NOW + timedelta(minutes=minute)):
        return intake_kit.source(world, name=name)


def two(world: World, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> tuple[Source, Source]:
    """Two sources with what they deliver, beside the dossiers and the staff of `months`."""
    months.people(world)
    place = world.zonderbeke
    first_made, second_made = made(world, "Gateway", 1), made(world, "Sociaal dossier", 2)
    months.put(place, Kind.DOSSIERS, {"list": months.DOSSIERS})
    months.put(place, Kind.STAFF, {"list": months.STAFF})
    consults(place, first_made, first)
    consults(place, second_made, second, start=500_000)
    return first_made, second_made


def later(rows: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
    return [{**row, "ts": row["ts"] + timedelta(seconds=seconds)} for row in rows]


def told(one: Run) -> list[tuple[Any, ...]]:
    return [(row["keeps"], row["other"], row["same"], row["near"]) for row in one.summary["overlaps"]]


def test_what_two_sources_deliver_counts_once(world: World) -> None:
    rows = [*explained(), *strange(count=3)]
    first, second = two(world, rows, rows)
    one = run(world)
    assert (one.events, one.explained) == (63, 60)
    assert told(one) == [(str(first.pk), str(second.pk), 63, 0)]
    case = case_of(world, months.LOOKED_UP)
    assert case.events == 3
    with scope(world.system, [world.zonderbeke]):
        assert len(events.of_case(case)) == 3
        assert len(events.of_user_month(case)) == 63
    (pair,) = [overlap.of_data(row) for row in one.summary["overlaps"]]
    assert (pair.first, pair.last, pair.whole) == (date(2026, 10, 1), date(2026, 10, 30), 63)


def test_doubles_make_no_case_that_one_source_does_not_make(world: World) -> None:
    """One look at night is none of the cases; by two sources it would be two looks."""
    rows = [*explained(), *strange(count=1)]
    first, _second = two(world, rows, [])
    alone = run(world)
    consults(world.zonderbeke, first, [], start=900_000)
    consults(world.zonderbeke, _second, rows, start=700_000)
    both = run(world)
    assert (both.events, both.explained, both.cases) == (alone.events, alone.explained, alone.cases)


def test_the_number_makes_them_the_same_where_the_words_differ(world: World) -> None:
    rows = [{**row, "ref": f"K-{number}"} for number, row in enumerate(explained(40))]
    words = {"service": "Rijksregister", "ip": "192.168.3.4", "search_key": None}
    two(world, rows, [{**row, **words} for row in later(rows, 0.4)])
    one = run(world)
    assert (one.events, [row["same"] for row in one.summary["overlaps"]]) == (40, [40])


def test_what_one_source_says_twice_stays_twice(world: World) -> None:
    rows = explained(30)
    two(world, [*rows, *rows[:4]], [*rows, *rows[:2]])
    assert run(world).events == 34


def test_each_is_laid_beside_one_other(world: World) -> None:
    """By number and by content two of the second fit the same one of the first: only one of them is left out."""
    (base,) = explained(1)
    first = [{**base, "ref": "1", "service": "RR"}]
    second = [{**base, "ref": "1", "service": "KSZ"}, {**base, "ref": "9", "service": "RR"}]
    two(world, first, second)
    assert run(world).events == 2


def test_what_only_looks_alike_is_told_and_counts(world: World) -> None:
    rows = explained(60)
    first, second = two(world, rows, later(rows, 3))
    one = run(world)
    assert one.events == 120
    assert told(one) == [(str(first.pk), str(second.pk), 0, 60)]


@pytest.mark.parametrize(
    ("change", "near"),
    [
        ({"service": "KSZ"}, 60),  # no service has the same name in both: names say nothing
        ({"service": None}, 60),
        ({"user_id": "bo"}, 0),
        ({"citizen": 5}, 0),
    ],
)
def test_alike_is_the_same_user_citizen_and_service(world: World, change: dict[str, Any], near: int) -> None:
    rows = explained(60)
    two(world, rows, [{**row, **change} for row in later(rows, 2)])
    assert [row["near"] for row in run(world).summary["overlaps"]] == ([near] if near else [])


def test_another_service_in_a_common_language_is_another_consultation(world: World) -> None:
    rows = explained(60)
    other = [{**row, "service": "Dolsis"} for row in later(rows, 2)]
    two(world, rows, [*other, {**rows[0], "service": "RR", "ts": rows[0]["ts"] + timedelta(hours=2)}])
    assert run(world).summary["overlaps"] == []


def test_a_few_that_look_alike_are_chance(world: World) -> None:
    rows = explained(60)
    others = [{**row, "citizen": 200 + number} for number, row in enumerate(explained(60))]
    two(world, rows, [*later(rows[:15], 1), *others])
    assert run(world).summary["overlaps"] == []


def test_history_counts_once_too_and_is_not_told(world: World) -> None:
    rows = explained(40)
    september = [{**row, "ts": row["ts"] - timedelta(days=28)} for row in explained(20)]
    before = [row for row in september if row["ts"].month == 9]
    two(world, [*rows, *before], before)
    one = run(world)
    assert (one.events, one.summary["overlaps"]) == (40, [])


def test_three_sources_count_once_with_the_first(world: World) -> None:
    rows = explained(30)
    first, second = two(world, rows[:20], rows)
    third = made(world, "Derde", 3)
    consults(world.zonderbeke, third, rows, start=800_000)
    one = run(world)
    assert one.events == 30
    assert told(one) == [
        (str(first.pk), str(second.pk), 20, 0),
        (str(first.pk), str(third.pk), 20, 0),
        (str(second.pk), str(third.pk), 10, 0),
    ]


def test_one_source_asks_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlap, "_twins", pytest.fail)
    two(world, explained(), [])
    assert run(world).summary["overlaps"] == []


def work(count: int = 60) -> list[str]:
    return [
        intake_kit.line(number, day=1 + number % 5 % 2, hour=f"{9 + number // 12}:{number % 60:02}")
        for number in range(1, count + 1)
    ]


def overlaps(one: Any) -> list[str]:
    return [line["text"] for line in one.found.gaps if line["kind"] == "overlap"]


def test_an_import_tells_what_another_source_delivered(world: World) -> None:
    gateway, other = made(world, "Gateway", 1), made(world, "Sociaal dossier", 2)
    data = intake_kit.csv(work())
    assert overlaps(intake_kit.taken(world, gateway, data)) == []
    done = intake_kit.taken(world, other, data, "zelfde.csv")
    (text,) = overlaps(done)
    assert text == (
        "60 raadplegingen staan zowel in “Gateway” als in “Sociaal dossier”, van 1/10/2026 tot en met 2/10/2026. "
        "Een controle telt ze één keer, bij “Gateway”."
    )
    with scope(world.system, [world.zonderbeke]):
        row = Delivery.objects.get(file_name="zelfde.csv")
    assert [line["kind"] for line in row.gaps].count("overlap") == 1
    assert row.lacking == [line for line in row.gaps if line["kind"] != "overlap"]
    assert [line["other"] for line in row.overlaps] == [str(other.pk)]


def test_pages_and_api_say_it(world: World, browse: Any) -> None:
    rows = explained()
    first, second = two(world, rows, rows)
    with scope(world.system, [world.zonderbeke]):
        one = run(world)
    words = (
        "60 raadplegingen staan zowel in “Gateway” als in “Sociaal dossier”, van 1/10/2026 tot en met 30/10/2026. "
        "Een controle telt ze één keer, bij “Gateway”."
    )
    assert words in browse("dina").get("/zonderbeke/logcontrole/2026-10/").content.decode()
    (told_by_api,) = answer(world, "dina", f"log-runs/{one.pk}")["overlaps"]
    assert told_by_api == {
        "keeps": str(first.pk),
        "other": str(second.pk),
        "same": 60,
        "near": 0,
        "first": "2026-10-01",
        "last": "2026-10-30",
        "text": words,
    }
    world.employ("cee", ["bcsd_member"])
    assert answer(world, "cee", f"log-runs/{one.pk}")["overlaps"] == []


def test_the_page_of_a_source_says_what_stands_in_another(world: World, browse: Any) -> None:
    gateway, other = made(world, "Gateway", 1), made(world, "Sociaal dossier", 2)
    data = intake_kit.csv(work())
    page = "/zonderbeke/logcontrole/bronnen/{}/".format
    with clock.at(months.NOW + timedelta(minutes=5)):
        before = intake_kit.taken(world, gateway, data).delivery
    client = browse("dina")
    assert "in twee bronnen" not in client.get(page(gateway.pk)).content.decode()
    with clock.at(months.NOW + timedelta(minutes=6)):
        again = intake_kit.taken(world, other, data, "zelfde.csv").delivery
    assert before is not None
    assert again is not None
    for where in (gateway, other):
        shown = client.get(page(where.pk)).content.decode()
        assert "60 raadplegingen staan zowel in “Gateway” als in “Sociaal dossier”" in shown
        assert "er ontbreekt iets" not in shown
        (line,) = answer(world, "dina", f"log-sources/{where.pk}")["overlaps"]
        assert (line["same"], line["keeps"], line["other"]) == (60, str(gateway.pk), str(other.pk))
    assert "in twee bronnen" in client.get(f"/zonderbeke/logcontrole/bestanden/{again.pk}/").content.decode()
    assert [line["same"] for line in answer(world, "dina", f"log-deliveries/{again.pk}")["overlaps"]] == [60]
    undo_delivery(world.actor("dina"), delivery=before, reason="Verkeerde bron.")
    for where in (gateway, other):
        assert "in twee bronnen" not in client.get(page(where.pk)).content.decode()


def test_the_letter_to_a_citizen_tells_each_once(world: World) -> None:
    rows = [*explained(), *strange(count=2)]
    two(world, rows, rows)
    span = (world.zonderbeke, months.LOOKED_UP, date(2026, 10, 1), date(2026, 10, 31))
    assert [look.explained for look in looks(*span)] == [None, None]
    run(world)
    found = looks(*span)
    assert [look.why for look in found] == ["Ze wordt nog nagekeken."] * 2


def test_the_letter_knows_what_a_control_found_before_the_first_source_came(world: World) -> None:
    rows = explained()
    first, _second = two(world, [], rows)
    run(world)
    consults(world.zonderbeke, first, rows, start=900_000)
    found = looks(world.zonderbeke, 100, date(2026, 10, 1), date(2026, 10, 31))
    assert [look.explained for look in found] == [True] * 3


def answer(world: World, name: str, path: str) -> Any:
    token = create_token(world.actor(name), account=world.accounts[name], name="lezen", scopes=["read"])[1]
    where = f"/api/v1/authorities/zonderbeke/{path}"
    return Client().get(where, headers={"Authorization": f"Bearer {token}"}).json()
