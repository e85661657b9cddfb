"""One year of an authority: the shares of its work, the misuse among it, and the tables of both."""

import numpy as np
import pyarrow as pa

from benchmarks.second_world.columns import Columns, sample, stack
from benchmarks.second_world.dossiers import dossier_work, open_dossiers
from benchmarks.second_world.errands import counter, helpdesk, integrations, letters, mistakes, nights, second_opinions
from benchmarks.second_world.misuse import RATE, Misuse
from benchmarks.second_world.people import build_town
from benchmarks.second_world.staff import build_staff
from benchmarks.second_world.tables import Tables
from benchmarks.second_world.visits import World

SHARES = {
    "counter": 0.15,
    "integrations": 0.11,
    "letters": 0.07,
    "helpdesk": 0.025,
    "nights": 0.015,
    "opinions": 0.007,
    "mistakes": 0.013,
}
CITIZENS, USERS = 0.3, 1 / 800  # inhabitants and staff per consultation
LEAST_CITIZENS, LEAST_USERS = 8_000, 60
OPTIONAL = ("citizens", "dossiers", "appointments", "inscriptions", "tickets", "oncall", "absences")


def build_year(seed: int, events: int, users: int | None, lacking: set[str]) -> dict[str, pa.Table]:
    """Give the tables of a year of exactly `events` consultations, without those `lacking`."""
    rng = np.random.default_rng(seed)
    town = build_town(rng, max(LEAST_CITIZENS, int(events * CITIZENS)))
    world = World(rng, town, build_staff(rng, town, users or max(LEAST_USERS, int(events * USERS))))
    bad = round(events * rng.uniform(*RATE))
    quota = {name: int((events - bad) * share) for name, share in SHARES.items()}
    dossiers = open_dossiers(world, int((events - bad - sum(quota.values())) * 1.12))
    parts: dict[str, Columns] = {
        "nights": nights(world, quota["nights"]),
        "opinions": second_opinions(world, dossiers, quota["opinions"]),
    }
    parts["counter"], book = counter(world, int(quota["counter"] * 1.1))
    parts["integrations"], held = integrations(world, int(quota["integrations"] * 1.4))
    parts["letters"], mailed = letters(world, quota["letters"])
    parts["helpdesk"], reported = helpdesk(world, quota["helpdesk"])
    handled = dossier_work(world, dossiers)
    parts["mistakes"] = mistakes(world, stack([handled, parts["counter"]]), quota["mistakes"])
    legit = [sample(rng, parts[name], quota[name]) for name in SHARES]
    misuse = Misuse(world, dossiers).events(bad)
    rest = events - len(misuse["day"]) - sum(len(part["day"]) for part in legit)
    if len(handled["day"]) < rest:
        message = (
            f"the dossiers led to {len(handled['day'])} consultations, {rest} are needed: more users, or another seed"
        )
        raise ValueError(message)
    tables = Tables(world, dossiers)
    consult, truth = tables.consult(stack([*legit, misuse, sample(rng, handled, rest)]))
    made = {
        "consult": consult, "truth": truth, "staff": tables.staff(), "citizens": tables.citizens(), "dossiers": tables.dossier_list(),
        "appointments": tables.appointments(book), "inscriptions": tables.inscriptions(stack([held, mailed])),
        "tickets": tables.tickets(reported), "oncall": tables.oncall(), "absences": tables.absences(),
    }  # fmt: skip
    return {name: table for name, table in made.items() if name not in lacking}
