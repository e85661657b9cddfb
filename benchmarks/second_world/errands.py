"""All work without a dossier: the counter and the phone, letters, integrations, tickets, duty nights, and honest mistakes."""

import numpy as np

from benchmarks.second_world.columns import DAYS, Columns, Ints, sample, stack, take
from benchmarks.second_world.teams import COUNTER, HELPDESK, TEAMS
from benchmarks.second_world.visits import DESK, LIST, NAME, NIGHT, NONE, World, clock, look, staffed, visits, work

NEVER, LATE = 0.03, 0.08  # share of unannounced visitors and callers never registered, registered days later
PLANNED = 0.55  # share of visitors and callers with an appointment
SHARED = 0.12  # share of the work at the civil counter under the shared account
MESSAGES = 2.5  # messages read per integrated citizen


def _citizens(world: World, amount: int) -> Ints:
    """Draw citizens, each as likely as another."""
    return world.rng.integers(0, len(world.town.pseudonym), amount)


def counter(world: World, amount: int) -> tuple[Columns, Columns]:
    """Receive visitors and callers in about `amount` consultations; give also the appointments: citizen, team, day, account."""
    rng, staff = world.rng, world.staff
    many = int(amount / 1.35)
    share = np.array([team.counter for team in TEAMS])
    team = rng.choice(len(TEAMS), many, p=share / share.sum())
    planned = rng.random(many) < PLANNED
    looks = 1 + rng.poisson(0.5, many)
    asked = visits(
        world, _citizens(world, many), team=team, day=rng.integers(0, DAYS, many), looks=looks, hours=DESK, kin=0.06
    )
    wanted = staff.replace(rng, np.full(many, NONE), team, np.maximum(staff.next_open[team, asked["day"]], 0))
    asked |= {"account": np.where(planned, wanted, NONE), "planned": planned}
    done = staffed(world, asked)
    amount = len(done["team"])
    named = done["planned"] & (rng.random(amount) < 0.6)
    chance = rng.random(amount)
    late = np.where(~done["planned"] & (chance > NEVER) & (chance < NEVER + LATE), rng.integers(1, 4, amount), 0)
    book = {"citizen": done["citizen"], "team": done["team"], "day": done["day"] + late}
    book = take(book | {"account": np.where(named, done["account"], NONE)}, done["planned"] | (chance > NEVER))
    shared = (done["team"] == COUNTER) & (rng.random(amount) < SHARED)
    done["account"] = np.where(shared, rng.integers(staff.people, len(staff.user_id), amount), done["account"])
    return look(world, done, clock(world, done["hours"], done["account"], done["day"])), book


def integrations(world: World, amount: int) -> tuple[Columns, Columns]:
    """Read the messages about citizens a team is integrated on; give also the inscriptions: citizen, team, begin, end (days)."""
    rng = world.rng
    many = int(amount / MESSAGES)
    team = rng.choice([code for code, team in enumerate(TEAMS) if team.review], many)
    begin = rng.integers(-200, DAYS - 20, many)
    held = {"citizen": _citizens(world, many), "team": team, "begin": begin, "end": begin + rng.integers(90, 400, many)}
    rows = rng.integers(0, many, int(amount * 1.15))
    low, high = np.maximum(held["begin"], 0)[rows], np.minimum(held["end"], DAYS)[rows]
    rows = rows[high > low + 7]
    low, high = np.maximum(held["begin"], 0)[rows], np.minimum(held["end"], DAYS)[rows] - 5
    read = visits(
        world, held["citizen"][rows], team=held["team"][rows], day=rng.integers(low, np.maximum(high, low + 1))
    )
    return work(world, read), held


def letters(world: World, amount: int) -> tuple[Columns, Columns]:
    """Write to lists of citizens, some lists being one street; the team is integrated on them for the time of the mailing."""
    rng, town, staff = world.rng, world.town, world.staff
    consults, held, written = [], [], 0
    streets = np.argsort(town.street[town.before], kind="stable")
    while written < amount:
        size = int(rng.integers(10, 25 + min(180, amount // 4)))
        at = int(rng.integers(0, len(streets) - size))
        citizen = streets[at : at + size] if rng.random() < 0.3 else _citizens(world, size)
        team = int(rng.choice([code for code in range(len(TEAMS)) if code != HELPDESK]))
        day = int(staff.next_open[team, rng.integers(0, DAYS - 15)])
        account = staff.pick(rng, np.array([team]), np.array([day]))[0]
        if day < 0 or account < 0:
            continue
        sent = visits(world, citizen, team=team, day=day, account=account, key=LIST, persons=size)
        begins = int(staff.begins[account]) + int(rng.integers(600, 15_000))
        consults.append(look(world, sent, begins + np.cumsum(rng.integers(4, 20, size))))
        begin = np.full(size, day - int(rng.integers(0, 8)))
        held.append(
            {"citizen": citizen, "team": np.full(size, team), "begin": begin, "end": begin + int(rng.integers(20, 70))}
        )
        written += size
    return stack(consults), stack(held)


def helpdesk(world: World, amount: int) -> tuple[Columns, Columns]:
    """Look at the citizen of whom a colleague reports a fault; give also the tickets: account, citizen, day."""
    rng = world.rng
    asked = visits(
        world, _citizens(world, int(amount * 1.1)), team=HELPDESK, day=rng.integers(0, DAYS, int(amount * 1.1))
    )
    done = staffed(world, asked)
    before = (rng.random(len(done["day"])) < 0.1).astype(int)
    tickets = {"account": done["account"], "citizen": done["citizen"], "day": np.maximum(done["day"] - before, 0)}
    return look(world, done, clock(world, done["hours"], done["account"], done["day"])), tickets


def nights(world: World, amount: int) -> Columns:
    """Answer calls on duty nights, from six in the evening to eight in the morning."""
    rng, duty = world.rng, world.staff.oncall
    rows = rng.integers(0, len(duty["day"]), int(amount / 1.8) + 1)
    called, day = duty["account"][rows], duty["day"][rows]
    asked = visits(
        world, _citizens(world, len(rows)), team=world.staff.team_of[called, day], day=day, account=called,
        looks=1 + rng.poisson(1.0, len(rows)), hours=NIGHT, kin=0.3,
    )  # fmt: skip
    return look(world, asked, clock(world, asked["hours"], asked["account"], asked["day"]))


def second_opinions(world: World, dossiers: Columns, amount: int) -> Columns:
    """Help a colleague of another team with his dossier; nothing is registered about it."""
    rng = world.rng
    rows = rng.integers(0, len(dossiers["id"]), int(amount * 1.6))
    low = np.maximum(dossiers["opened"][rows], 0)
    day = rng.integers(low, np.maximum(np.minimum(dossiers["closed"][rows], DAYS), low + 1))
    team = (dossiers["team"][rows] + rng.integers(1, len(TEAMS), len(rows))) % len(TEAMS)
    return work(world, visits(world, dossiers["citizen"][rows], team=team, day=day))


def mistakes(world: World, consults: Columns, amount: int) -> Columns:
    """Open the wrong namesake half a minute before the right citizen."""
    searched = np.flatnonzero(consults["key"] == NAME)
    right = sample(world.rng, take(consults, searched), int(amount * 1.1))
    wrong = world.town.namesake(world.rng, right["citizen"])
    second = right["second"] - world.rng.integers(15, 90, len(wrong))
    return take(right | {"citizen": wrong, "second": second}, wrong != right["citizen"])
