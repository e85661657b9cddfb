"""Life events lead to dossiers in one or more teams, and dossiers to consultations at opening, review and closing."""

from dataclasses import dataclass

import numpy as np

from benchmarks.second_world.columns import DAY, DAYS, Bools, Columns, Ints, stack, take
from benchmarks.second_world.teams import CODE, TEAMS
from benchmarks.second_world.visits import NONE, World, visits, work

PAST = 260  # days before the year in which dossiers still open were begun
LOOKS = 5.6  # consultations that an average dossier leads to within the year, measured
EARLY, ARCHIVE = 0.02, 0.03  # share with a look before the opening, with one after the closing
LATE = 0.04  # share registered weeks later
PAPER = 0.0025  # share handled on paper and never registered


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happens to whom; `leads` are (team, probability)."""

    weight: float
    whom: str
    leads: tuple[tuple[str, float], ...]


EVENTS = (
    LifeEvent(0.13, "mover", (("burgerzaken", 1.0), ("belastingen", 0.2), ("huisvesting", 0.06))),
    LifeEvent(0.06, "young", (("burgerzaken", 1.0), ("kinderopvang", 0.7))),
    LifeEvent(0.01, "split", (("burgerzaken", 1.0), ("sociale_dienst", 0.4), ("huisvesting", 0.3))),
    LifeEvent(0.09, "any", (("schuldhulp", 0.8), ("sociale_dienst", 0.5))),
    LifeEvent(0.13, "any", (("sociale_dienst", 1.0), ("huisvesting", 0.1))),
    LifeEvent(0.12, "elder", (("thuiszorg", 0.9), ("woonzorg", 0.35))),
    LifeEvent(0.08, "any", (("vreemdelingen", 1.0), ("burgerzaken", 0.4))),
    LifeEvent(0.09, "any", (("omgeving", 1.0), ("belastingen", 0.3))),
    LifeEvent(0.07, "any", (("handhaving", 1.0),)),
    LifeEvent(0.08, "any", (("huisvesting", 1.0),)),
    LifeEvent(0.08, "any", (("belastingen", 1.0),)),
    LifeEvent(0.06, "young", (("kinderopvang", 1.0),)),
)


def _affected(world: World, event: LifeEvent, amount: int) -> tuple[Ints, Ints]:
    """Draw the citizens whom a life event befalls and its days (from -PAST)."""
    rng, town = world.rng, world.town
    heads, elder_end = town.first[:-1], town.first[town.elders]
    day = rng.integers(-PAST, DAYS, amount)
    if event.whom in {"mover", "split"}:
        alone = np.bincount(town.household[town.moved < DAYS], minlength=len(heads))
        moved = np.flatnonzero((town.moved < DAYS) & town.adult)
        partly = alone[town.household[moved]] < np.diff(town.first)[town.household[moved]]
        citizen = rng.choice(moved[partly == (event.whom == "split")], amount)
        return citizen, town.moved[citizen] + rng.integers(0, 10, amount)
    groups = {"young": heads[town.elders :], "elder": np.arange(elder_end), "any": np.flatnonzero(town.adult)}
    return rng.choice(groups[event.whom], amount), day


def open_dossiers(world: World, consults: int) -> Columns:
    """Open the dossiers of the year that lead to about `consults`; days may lie before the year and past it."""
    rng, parts = world.rng, []
    amount = consults / LOOKS / sum(event.weight * sum(chance for _, chance in event.leads) for event in EVENTS)
    for event in EVENTS:
        citizen, day = _affected(world, event, max(1, int(amount * event.weight)))
        for team, chance in event.leads:
            led = np.flatnonzero(rng.random(len(citizen)) < chance)
            parts.append({"citizen": citizen[led], "day": day[led], "team": np.full(len(led), CODE[team])})
    found = stack(parts)
    lasts = np.array([team.lasts for team in TEAMS])[found["team"]]
    opened = found["day"] + rng.integers(0, 4, len(lasts))
    closed = opened + 1 + (rng.gamma(3.0, 1 / 3, len(lasts)) * lasts).astype(int)
    starts = world.staff.next_open[found["team"], np.clip(opened, 0, DAYS - 1)]
    opened = np.where(opened >= 0, starts, opened)
    worker = world.staff.pick(rng, found["team"], np.maximum(starts, 0))
    own = world.staff.own[worker]
    fits = (closed > 0) & (starts >= 0) & (worker >= 0)
    fits &= (own < 0) | (world.town.household[own] != world.town.household[found["citizen"]])
    late = np.where(rng.random(len(lasts)) < LATE, rng.integers(10, 45, len(lasts)), 0)
    register = opened * DAY + 10 * 3_600 + (rng.exponential(1.2, len(lasts)) * DAY).astype(int) + late * DAY
    periods = {"opened": opened, "closed": np.maximum(closed, opened + 1), "registered": register}
    made = take({"citizen": found["citizen"], "team": found["team"], "worker": worker} | periods, fits)
    made["paper"] = rng.random(len(made["team"])) < PAPER
    return made | {"id": 500_000 + rng.permutation(len(made["team"]))}


def dossier_work(world: World, dossiers: Columns) -> Columns:
    """Consult around opening, review and closing of each dossier, by its worker or whoever replaces him."""
    rng, amount = world.rng, len(dossiers["id"])
    every, opened, closed = np.arange(amount), dossiers["opened"], dossiers["closed"]
    later = np.flatnonzero(rng.random(amount) < 0.6)
    review = np.array([team.review for team in TEAMS])[dossiers["team"]]
    rounds = np.where(review > 0, (closed - opened) // np.maximum(review, 1), 0)
    again = np.repeat(every, rounds)
    turn = np.arange(len(again)) - (np.cumsum(rounds) - rounds)[again] + 1
    early, archive = np.flatnonzero(rng.random(amount) < EARLY), np.flatnonzero(rng.random(amount) < ARCHIVE)
    moments = (
        (every, opened, 1 + rng.poisson(1.2, amount)),
        (
            later,
            np.minimum(opened[later] + rng.integers(1, 8, len(later)), closed[later]),
            1 + rng.poisson(0.6, len(later)),
        ),
        (
            again,
            opened[again] + turn * review[again] + rng.integers(-4, 5, len(again)),
            1 + rng.poisson(0.7, len(again)),
        ),
        (every, closed - rng.integers(0, 2, amount), 1 + rng.poisson(0.3, amount)),
        (early, opened[early] - rng.integers(1, 3, len(early)), np.ones(len(early), dtype=int)),
        (archive, closed[archive] + rng.integers(1, 12, len(archive)), np.ones(len(archive), dtype=int)),
    )
    parts = [_visit(world, dossiers, *moment) for moment in moments]
    return work(world, stack(parts))


def _visit(world: World, dossiers: Columns, rows: Ints, day: Ints, looks: Ints) -> Columns:
    """Plan visits on `day` for the dossiers at `rows`; those before the year fell in an older log."""
    inside: Bools = (day >= 0) & (day < DAYS)
    of = take(dossiers, rows[inside])
    return visits(
        world, of["citizen"], team=of["team"], day=day[inside], account=of["worker"], looks=looks[inside],
        dossier=np.where(of["paper"], NONE, rows[inside]), kin=0.3,
    )  # fmt: skip


def open_on(dossiers: Columns, account: int, citizen: Ints) -> Bools:
    """Tell which citizens have, at any time of the year, a dossier handled by `account`."""
    return np.isin(citizen, dossiers["citizen"][dossiers["worker"] == account]) & (account != NONE)
