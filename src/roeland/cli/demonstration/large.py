"""Twelve more authorities for `roeland demo --large`: each like one of the two, with people of its own and more of everything. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from roeland.cli.demonstration import story
from roeland.cli.demonstration.town import Player, Town, data, load, names
from roeland.duties.catalogue import CatalogueDuty, catalogue
from roeland.packs.values import groups, packs

Row = dict[str, Any]
FIRST = date(2025, 4, 8)  # of the tasks and documents more, when every story has its people and its plan
LAST = 60  # days before the day of building: what is more is done by then
EXTRAS = 8  # duties of the catalogue that the other one does not have
TASK_EVERY, DOCUMENT_EVERY, ROUND_EVERY = 16, 33, 3
GIVEN = {"bestuur"}  # filled by Roeland itself
MARKS = 4  # shapes that tell authorities apart on the screen
FIRST_NUMBER = 3


@cache
def _told() -> Mapping[str, Any]:
    return data("large.yaml")


def towns(today: date, count: int = 0) -> list[Town]:
    """The first `count` of them, else all."""
    rows = _told()["towns"]
    return [town(row, number, today) for number, row in enumerate(rows[: count or len(rows)], start=FIRST_NUMBER)]


def town(row: Mapping[str, Any], number: int, today: date) -> Town:
    """An authority from its line; `number` tells it from the others."""
    model, chance = load(row["like"]), Random(row["slug"])  # noqa: S311 -- names, no secrets
    cast = tuple(_players(model, chance))
    made = replace(
        model,
        **row,
        mark=(number - 1) % MARKS + 1,
        kbo=(kbo(number, 1), kbo(number, 2)),
        adopts_after=model.adopts_after + 7 * (number % 3),
        domain=f"{row['slug']}.example",
        cast=cast,
        visited=1 + 2 * number % 26,
        put=_words(model, row["name"], f"{row['slug']}.example", cast),
    )
    return replace(made, extras=(*model.extras, *_extras(made, chance)), more=_more(made, chance, today))


def kbo(number: int, entity: int) -> str:
    """An enterprise number that nobody has, with its check digits."""
    base = 9993000 + 10 * number + entity
    digits = f"{base:08}{97 - base % 97:02}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def _players(model: Town, chance: Random) -> Iterator[Player]:
    """The same parts, played by others; nobody but the shared ones can log in."""
    given, family = names()
    for player in model.cast:
        if player.key in _told()["shared"]:
            yield player
        else:
            yield replace(player, given=chance.choice(given), family=chance.choice(family), login=False)


def _words(model: Town, name: str, domain: str, cast: tuple[Player, ...]) -> dict[str, str]:
    """What the texts of the other story say, and what they say here."""
    put = {model.name: name, model.domain: domain}
    for old, new in zip(model.cast, cast, strict=True):
        if old.name != new.name:
            put |= {old.given: new.given, old.family: new.family}
    return put


def _extras(made: Town, chance: Random) -> list[str]:
    """Some duties more, that somebody there can do and accept."""
    held = {role for player in made.cast for role in player.roles}
    taken = {*made.extras, *made.declined}

    def fits(offered: CatalogueDuty) -> bool:
        rhythm = bool(offered.rule) and not offered.starter and not offered.signal
        return rhythm and offered.id not in taken and {offered.lead, offered.approve or offered.lead} <= held

    free = sorted(key for key, offered in catalogue().items() if fits(offered))
    return chance.sample(free, min(EXTRAS, len(free)))


def _more(made: Town, chance: Random, today: date) -> dict[str, dict[str, tuple[Row, ...]]]:
    """Tasks by hand, documents from the templates that the answers fill, and rounds of reading."""
    last = today - timedelta(days=LAST)
    documents = tuple(_documents(made, last))
    return {
        "story": {"tasks": tuple(_tasks(made, chance, last))},
        "papers": {"documents": documents},
        "rounds": {"rounds": tuple(_rounds(documents, last))},
    }


def _days(every: int, last: date) -> Iterator[date]:
    day = FIRST
    while day < last:
        yield story.next_working(day)
        day += timedelta(days=every)


def _tasks(made: Town, chance: Random, last: date) -> Iterator[Row]:
    subjects = _told()["subjects"]
    doers = [player.key for player in made.cast if player.team != "Gemeenteraad en OCMW-raad"]
    for number, day in enumerate(_days(TASK_EVERY, last)):
        yield {
            "title": f"{subjects[number % len(subjects)]} ({day.month}/{day.year})",
            "by": "dina",
            "who": chance.choice(doers),
            "made": day,
            "due": day + timedelta(days=21),
            "done": story.next_working(day + timedelta(days=chance.randrange(7, 33))),
            "minutes": chance.randrange(10, 90),
            "ask": "Kijk dit na en schrijf kort op wat je vond.",
            "note": "Nagekeken en in orde gebracht.",
        }


def _documents(made: Town, last: date) -> Iterator[Row]:
    """From every template that is not used yet and of which the interviews answer every question."""
    told = story.rooms("papers", made.like)
    used = {row["template"] for row in told["documents"]}
    asked = {question.id for sheet in groups().values() for question in sheet.questions}
    said = ({key for sheet in told["answers"]["sheets"].values() for key in sheet} & asked) | GIVEN
    held = {role for player in made.cast for role in player.roles}
    free = [p for p in packs().values() if p.id not in used and set(p.keys) <= said and p.approve_role in held]
    for pack, day in zip(sorted(free, key=lambda p: p.id), _days(DOCUMENT_EVERY, last), strict=False):
        life = _life(day, last)
        for version in (life, *life.get("versions", ())):
            on = version["approved"]
            version["decision"] = f"Besluit van {on.day}/{on.month:02}/{on.year}" if pack.approve_body else ""
        yield {"key": f"more-{pack.id}", "template": pack.id, "made": day, **life}


def _life(day: date, last: date) -> Row:
    """Submitted, approved and published within two months, and looked at again when most of a year has passed."""
    steps = {
        name: story.next_working(day + timedelta(days=after))
        for name, after in (("submitted", 27), ("approved", 41), ("published", 43))
    }
    again = story.next_working(day + timedelta(days=300))
    if again + timedelta(days=30) > last:
        return steps
    later = {
        name: story.next_working(again + timedelta(days=after))
        for name, after in (("submitted", 12), ("approved", 20), ("published", 22))
    }
    return {**steps, "versions": [{"started": again, "add": _told()["remark"], "changes": "Nagekeken.", **later}]}


def _rounds(documents: tuple[Row, ...], last: date) -> Iterator[Row]:
    places = _told()["places"]
    for number, row in enumerate(documents[::ROUND_EVERY]):
        day = story.next_working(row["published"] + timedelta(days=6))
        if day < last:
            held = {"after": 4, "share": 60, "place": places[number % len(places)]}
            yield {"document": row["key"], "who": "all", "day": day, "lists": [held], "screen": []}
