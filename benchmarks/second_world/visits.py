"""From visits (somebody handles one matter at one moment) to consultations (the looks of that moment)."""

from dataclasses import dataclass

import numpy as np

from benchmarks.second_world.columns import DAY, HOUR, SATURDAY, THURSDAY, WEEKDAY, Bools, Columns, Ints, take, utc
from benchmarks.second_world.people import Town
from benchmarks.second_world.staff import Staff
from benchmarks.second_world.teams import LAGGING, SERVICE_SHARE, SERVICES

KEYS = ("insz", "name", "address", "list")
INSZ, NAME, ADDRESS, LIST = range(4)
ACTIONS = ("read", "search", "list")
READ, SEARCH, LISTING = range(3)
REASONS = ("", "dossierbeheer", "controle gegevens", "aanvraag", "telefonische vraag", "herziening", "wachtdienst")
ROUTINE = (0.7, 0.1, 0.06, 0.06, 0.04, 0.04)  # how often each stated reason but the duty is typed in
LEGIT = 0
OFFICE, DESK, NIGHT = range(3)  # hours of a visit: working day, opening hours, duty
NONE = -1
LUNCH = (12 * HOUR, int(12.7 * HOUR))
CLOCK_LAG = (88, 109)  # days on which the lagging source still runs on winter time


@dataclass(frozen=True, slots=True)
class World:
    """The town, its staff and the source of chance."""

    rng: np.random.Generator
    town: Town
    staff: Staff


def visits(world: World, citizen: Ints, **given: Ints | float) -> Columns:
    """Make visits about each citizen; `given` are columns or constants: team, day, account, looks, dossier, key, hours, kin."""
    usual = {"account": NONE, "looks": 1, "dossier": NONE, "key": NONE, "hours": OFFICE, "kin": 0.0, "persons": 1}
    columns = {name: np.broadcast_to(np.asarray(value), citizen.shape) for name, value in (usual | given).items()}
    chosen = world.rng.random(len(citizen)) < 0.12
    key = np.where(columns["key"] == NONE, np.where(chosen, NAME, INSZ), columns["key"])
    return columns | {"citizen": citizen, "key": key}


def staffed(world: World, planned: Columns) -> Columns:
    """Give visits a day on which the team is there and somebody present who does not live with the citizen; drop the rest."""
    rng, town, staff = world.rng, world.town, world.staff
    inside = planned["day"] < len(WEEKDAY)
    planned = take(planned, inside)
    day = staff.next_open[planned["team"], np.maximum(planned["day"], 0)]
    planned = take(planned | {"day": day}, day >= 0)
    team, day = planned["team"], planned["day"]
    account = staff.replace(rng, planned["account"], team, day)
    for _ in range(2):
        account = np.where(_relatives(town, staff, account, planned["citizen"]), staff.pick(rng, team, day), account)
    return take(planned | {"account": account}, (account >= 0) & ~_relatives(town, staff, account, planned["citizen"]))


def _relatives(town: Town, staff: Staff, account: Ints, citizen: Ints) -> Bools:
    """Tell where the account's owner belongs to the household of the citizen."""
    own = staff.own[account]
    relatives: Bools = (own >= 0) & (town.household[own] == town.household[citizen])
    return relatives


def clock(world: World, hours: Ints, account: Ints, day: Ints) -> Ints:
    """Draw the local second at which each visit starts."""
    rng = world.rng
    chance = rng.random(len(day))
    begins = world.staff.begins[account]
    office = begins + (chance * np.where(rng.random(len(day)) < 0.04, 9.8, 7.9) * HOUR).astype(int)
    eating = (office >= LUNCH[0]) & (office < LUNCH[1]) & (rng.random(len(day)) < 0.85)
    office = np.where(eating, office + LUNCH[1] - LUNCH[0], office)
    saturday, thursday = WEEKDAY[day] == SATURDAY, WEEKDAY[day] == THURSDAY
    morning = 9 * HOUR + (chance * 3 * HOUR).astype(int)
    closes = np.where(thursday, 19.5, 16.0)
    afternoon = (13.5 * HOUR + chance * (closes - 13.5) * HOUR).astype(int)
    desk = np.where(saturday | (rng.random(len(day)) < 0.55), morning, afternoon)
    night = (18 * HOUR + rng.random(len(day)) ** 1.4 * 14 * HOUR).astype(int)
    return np.select([hours == NIGHT, (hours == DESK) | saturday], [night, desk], office)


def look(world: World, done: Columns, second: Ints, label: int = LEGIT) -> Columns:
    """Turn staffed visits that start at `second` into consultations, one row per look."""
    rng = world.rng
    rows = np.repeat(np.arange(len(second)), done["looks"])
    first = np.cumsum(done["looks"]) - done["looks"]
    place = np.arange(len(rows)) - first[rows]
    pace = rng.integers(20, 150, len(second))
    seen = take(done, rows)
    kin = (place > 0) & (rng.random(len(rows)) < seen["kin"])
    citizen = np.where(kin, world.town.member(rng, seen["citizen"]), seen["citizen"])
    key = np.where((place > 0) & (seen["key"] != LIST), INSZ, seen["key"])
    noted = (seen["dossier"] != NONE) & (rng.random(len(rows)) < 0.6)
    typed = rng.choice(len(ROUTINE), len(rows), p=ROUTINE)
    return {
        "day": seen["day"], "second": second[rows] + place * pace[rows] + rng.integers(0, 15, len(rows)),
        "account": seen["account"], "citizen": citizen, "team": seen["team"], "service": services(rng, seen["team"]),
        "key": key, "action": np.select([key == LIST, key != INSZ], [LISTING, SEARCH], READ),
        "dossier": np.where(noted, seen["dossier"], NONE), "reason": np.where(seen["hours"] == NIGHT, len(ROUTINE), typed),
        "persons": seen["persons"], "desk": world.staff.desk[seen["account"], seen["day"]],
        "label": np.full(len(rows), label),
    }  # fmt: skip


def work(world: World, planned: Columns) -> Columns:
    """Carry out planned visits: find the people, draw the time, look."""
    done = staffed(world, planned)
    return look(world, done, clock(world, done["hours"], done["account"], done["day"]))


def services(rng: np.random.Generator, team: Ints) -> Ints:
    """Draw a service as each team uses them."""
    chance = rng.random(len(team))
    chosen = np.zeros(len(team), dtype=np.int64)
    for service in range(len(SERVICES) - 1):
        chosen += chance > SERVICE_SHARE[team, service]
    return chosen


def stamp(consults: Columns) -> Ints:
    """Give the UTC microseconds the source wrote: true time, but an hour early where its clock missed the change to summer."""
    late = (consults["service"] == LAGGING) & (consults["day"] >= CLOCK_LAG[0]) & (consults["day"] < CLOCK_LAG[1])
    second = consults["second"] - np.where(late, HOUR, 0)
    return utc(consults["day"] + second // DAY, second % DAY)
