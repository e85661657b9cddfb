"""A field that no line has is told by its name, with the one that comes near; a field that is there and empty is told as that."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from roeland.logs.formats.asked import meant
from roeland.logs.formats.values import sentence
from roeland.logs.intake import Taken
from tests.logs.intake_kit import csv, line, number, source, taken
from tests.world import World

FIELDS = {"ts": "when", "user_id": "who.login", "citizen": "who.insz", "service": "what", "search_key": "key"}
SYSLOG = {"ts": "timestamp", "user_id": "user", "citizen": "insz", "service": "app", "search_key": "key"}
LAST = "Pas aan hoe de bron gelezen wordt, of vraag het bestand opnieuw."


def told(done: Taken) -> list[str]:
    return [sentence(problem) for problem in done.found.problems]


def lines(world: World, rows: Sequence[dict[str, Any]], name: str = "JSON", **fields: str) -> Taken:
    where = source(world, name=name, format="jsonl", mapping={"zone": "UTC", "fields": {**FIELDS, **fields}})
    return taken(world, where, "\n".join(json.dumps(row) for row in rows).encode(), "log.jsonl")


def rows(count: int = 3) -> list[dict[str, Any]]:
    return [
        {"when": f"2026-10-02T08:00:0{at}", "who": {"login": "an", "insz": number(at + 1)}, "what": "RR", "key": "naam"}
        for at in range(count)
    ]


def test_a_name_that_was_mistyped_refuses_the_file_by_that_name(world: World) -> None:
    done = lines(world, rows(), citizen="who.inzs")
    assert done.refused == f"log.jsonl mist in elke regel: “who.inzs” (bedoel je “who.insz”?). {LAST}"
    assert told(done)[0] == (
        "log.jsonl, kolom who.inzs: geen enkele regel heeft dit veld (bedoel je “who.insz”?), rij overgeslagen (3 rijen)"
    )
    assert (done.found.left_out, "leeg" in " ".join(told(done))) == (3, False)


def test_so_does_one_of_syslog(world: World) -> None:
    where = source(world, format="syslog", mapping={"zone": "UTC", "fields": {**SYSLOG, "user_id": "User"}})
    text = "\n".join(f"2026-10-02T08:00:0{at}Z host RR: user=an insz={number(at + 1)} key=naam" for at in range(2))
    done = taken(world, where, text.encode(), "log.log")
    assert done.refused == f"log.log mist in elke regel: “User” (bedoel je “user”?). {LAST}"


def test_a_field_that_need_not_be_there_is_told_and_the_rows_count(world: World) -> None:
    done = lines(world, rows(), search_key="sleutel")
    assert (done.refused, done.found.rows, done.found.left_out) == ("", 3, 0)
    assert told(done) == ["log.jsonl, kolom sleutel: geen enkele regel heeft dit veld"]


def test_a_field_that_is_there_now_and_then_or_empty_is_not_lacking(world: World) -> None:
    some = rows()
    some[0]["who"]["login"] = ""
    some[1].pop("key")
    some[2]["key"] = None
    done = lines(world, some)
    assert told(done) == ["log.jsonl, rij 1, kolom who.login: leeg, rij overgeslagen"]
    assert done.found.rows == 2
    assert told(lines(world, [{**row, "key": None} for row in rows(2)], name="Twee")) == []


def test_a_path_that_ends_above_a_value_leads_to_no_field(world: World) -> None:
    assert "geen enkele regel heeft dit veld" in told(lines(world, rows(), citizen="who"))[0]


def test_a_csv_proposes_too_and_never_what_may_be_data(world: World) -> None:
    done = taken(world, source(world), csv([line(1)], head="Nummer;Datum;Uur;Gebruikers;Rijksregisternummer;Dienst"))
    assert "mist deze kolom: “Gebruiker” (bedoel je “Gebruikers”?). Pas aan" in done.refused
    done = taken(world, source(world, name="Twee"), csv([line(2)], head=line(1)))
    assert "bedoel je" not in done.refused


@pytest.mark.parametrize(
    ("name", "names", "words"),
    [
        ("inzs", ["insz", "naam"], " (bedoel je “insz”?)"),
        ("inzs", ["naam"], ""),
        ("a850730", ["850730a"], ""),
        ("x", [], ""),
    ],
)
def test_only_what_comes_near_is_proposed(name: str, names: list[str], words: str) -> None:
    assert meant(name, names) == words


def many(after: dict[str, Any], count: int = 60, half: int = 30) -> list[dict[str, Any]]:
    """Lines of which the second half is otherwise."""
    found = [
        {
            "when": f"2026-10-02T08:{at:02}:00",
            "who": {"login": "an", "insz": number(at + 1)},
            "what": "RR",
            "key": "naam",
        }
        for at in range(count)
    ]
    changed = [{**row, **after} for row in found[half:]]
    return found[:half] + [{name: value for name, value in row.items() if value != "WEG"} for row in changed]


def test_a_field_that_stops_or_changes_half_way_is_told_and_the_rows_count(world: World) -> None:
    done = lines(world, many({"what": "WEG"}))
    stops = "staat hier voor het laatst: daarna heeft geen enkele regel dit veld nog"
    assert (done.found.rows, told(done)) == (60, [f"log.jsonl, rij 30, kolom what: {stops}"])
    done = lines(world, many({"what": {"code": "RR"}}), name="Twee")
    assert done.found.rows == 60
    assert told(done) == [
        "log.jsonl, rij 31, kolom what: is in deze rijen geen waarde maar een groep, telt mee zonder dit veld (30 rijen)"
    ]


def test_a_field_that_is_there_now_and_then_does_not_stop_and_a_needed_one_is_told_once(world: World) -> None:
    some = [{name: value for name, value in row.items() if name != "key" or at % 2} for at, row in enumerate(many({}))]
    assert told(lines(world, some[:31] + [{**row, "key": "naam"} for row in some[31:40]])) == []
    done = lines(world, many({"who": "an"}), name="Twee")
    assert (done.found.rows, done.found.left_out) == (30, 30)
    assert told(done) == [
        "log.jsonl, rij 31, kolom who.login: leeg, rij overgeslagen (30 rijen)",
        "log.jsonl, rij 30, kolom who.insz: staat hier voor het laatst: daarna heeft geen enkele regel dit veld nog",
    ]


def test_so_does_a_parameter_of_syslog(world: World) -> None:
    where = source(world, format="syslog", mapping={"zone": "UTC", "fields": SYSLOG})
    each = [f"2026-10-02T08:{at:02}:00Z host RR: user=an insz={number(at + 1)}" for at in range(60)]
    text = "\n".join(row + (" key=naam" if at < 30 else "") for at, row in enumerate(each))
    done = taken(world, where, text.encode(), "log.log")
    assert (done.found.rows, "kolom key: staat hier voor het laatst" in told(done)[0]) == (60, True)
