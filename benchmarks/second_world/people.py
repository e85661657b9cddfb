"""The inhabitants: households with kin, streets, family names, moves and separations."""

from dataclasses import dataclass

import numpy as np

from benchmarks.second_world.columns import DAYS, Bools, Ints

ELDER = 0.3  # share of the households, first in order
MEAN_SIZE = 2.1
VACANT = 0.12  # dwellings without household at the start, per household
MOVES, SEPARATIONS = 0.07, 0.012  # share of households, of couples, in the year
CLASS_SIZE = 22


@dataclass(frozen=True, slots=True)
class Town:
    """C citizens in order of their H households, D dwellings; days since START, DAYS meaning never."""

    pseudonym: Ints  # (C,)
    household: Ints  # (C,)
    adult: Bools  # (C,)
    surname: Ints  # (C,)
    vip: Bools  # (C,)
    first: Ints  # (H + 1,) first citizen of each household
    parents: Ints  # (H, 2) households where the head and the partner grew up, -1 unknown
    couple: Bools  # (H,)
    school_class: Ints  # (H,) class of a child, -1 without
    before: Ints  # (C,) dwelling at the start
    after: Ints  # (C,) dwelling at the end
    moved: Ints  # (C,) day
    street: Ints  # (D,)
    by_surname: Ints  # (C,) citizens in order of surname
    elders: int  # households 0..elders-1 are older people

    def dwelling(self, citizen: Ints, day: Ints) -> Ints:
        """Give the dwelling of each citizen on its day."""
        return np.where(day >= self.moved[citizen], self.after[citizen], self.before[citizen])

    def member(self, rng: np.random.Generator, citizen: Ints) -> Ints:
        """Draw one person of each citizen's household, possibly the citizen."""
        home = self.household[citizen]
        return self.first[home] + rng.integers(0, self.first[home + 1] - self.first[home])

    def members(self, home: int) -> Ints:
        """Give all citizens of one household."""
        return np.arange(self.first[home], self.first[home + 1])

    def namesake(self, rng: np.random.Generator, citizen: Ints) -> Ints:
        """Draw one person with each citizen's family name, possibly the citizen."""
        ordered = self.surname[self.by_surname]
        low = np.searchsorted(ordered, self.surname[citizen], "left")
        high = np.searchsorted(ordered, self.surname[citizen], "right")
        return self.by_surname[rng.integers(low, high)]


def tokens(rng: np.random.Generator, amount: int) -> Ints:
    """Draw distinct keyed equality tokens, 63 bits."""
    drawn = np.unique(rng.integers(1 << 40, 1 << 62, amount + 8))
    return rng.permutation(drawn)[:amount]


def _sizes(rng: np.random.Generator, homes: int) -> tuple[Ints, Bools, int]:
    """Give the persons per household, whether it holds a couple, and the number of older households."""
    elders = int(homes * ELDER)
    size = np.concatenate(
        [
            rng.choice([1, 2], elders, p=[0.45, 0.55]),
            rng.choice(np.arange(1, 6), homes - elders, p=[0.28, 0.22, 0.2, 0.2, 0.1]),
        ]
    )
    couple = (size > 2) & (rng.random(homes) < 0.85) | (size == 2) & (rng.random(homes) < 0.8)
    couple[:elders] = size[:elders] == 2
    return size, couple, elders


def _surnames(rng: np.random.Generator, household: Ints, place: Ints, couple: Bools, parents: Ints) -> Ints:
    """Give each citizen a family name: that of the parents' head; children bear the head's or the partner's."""
    homes, elders = len(couple), int((parents[:, 0] < 0).sum())
    names = max(40, len(household) // 14)
    common = 1 / (np.arange(names) + 8.0) ** 0.7
    head = rng.choice(names, homes, p=common / common.sum())
    partner = rng.choice(names, homes, p=common / common.sum())
    head[elders:] = head[parents[elders:, 0]]
    partner[elders:] = head[parents[elders:, 1]]
    of_partner = couple & (rng.random(homes) < 0.2)
    child = np.where(of_partner, partner, head)
    return np.select(
        [place == 0, (place == 1) & couple[household]], [head[household], partner[household]], child[household]
    )


def _moves(rng: np.random.Generator, household: Ints, place: Ints, couple: Bools) -> tuple[Ints, Ints]:
    """Give each citizen's dwelling at the end of the year and the day of the move: whole households and one half of a couple."""
    homes = len(couple)
    after, moved = household.copy(), np.full(len(household), DAYS)
    vacant = homes + rng.permutation(int(homes * VACANT))
    movers = rng.choice(homes, int(homes * MOVES), replace=False)
    day, goal = np.full(homes, DAYS), np.arange(homes)
    day[movers], goal[movers] = rng.integers(0, DAYS, len(movers)), vacant[: len(movers)]
    moved[:], after[:] = day[household], goal[household]
    couples = np.flatnonzero(couple & (day == DAYS))
    split = rng.choice(couples, max(4, int(len(couples) * SEPARATIONS)), replace=False)
    leaves = np.flatnonzero(np.isin(household, split) & (place == 1))
    moved[leaves] = rng.integers(0, DAYS, len(leaves))
    singles = rng.choice(np.flatnonzero(~couple), len(leaves))
    alone = vacant[len(movers) : len(movers) + len(leaves)]
    after[leaves] = np.where(rng.random(len(leaves)) < 0.3, singles, alone)
    return after, moved


def build_town(rng: np.random.Generator, citizens: int) -> Town:
    """Make a town of about `citizens` inhabitants."""
    homes = int(citizens / MEAN_SIZE)
    size, couple, elders = _sizes(rng, homes)
    first = np.concatenate([[0], np.cumsum(size)])
    household = np.repeat(np.arange(homes), size)
    place = np.arange(len(household)) - first[household]
    parents = np.full((homes, 2), -1)
    parents[elders:] = rng.integers(0, elders, (homes - elders, 2))
    surname = _surnames(rng, household, place, couple, parents)
    after, moved = _moves(rng, household, place, couple)
    dwellings = homes + int(homes * VACANT)
    length = rng.gamma(1.5, 1.0, max(12, dwellings // 35))
    school = np.full(homes, -1)
    pupils = rng.permutation(np.flatnonzero(size > 1 + couple))
    school[pupils] = np.arange(len(pupils)) // CLASS_SIZE
    adult = (place == 0) | (place == 1) & couple[household]
    vip = np.zeros(len(household), dtype=bool)
    vip[rng.choice(np.flatnonzero(adult), max(8, len(household) // 1_500), replace=False)] = True
    return Town(
        pseudonym=tokens(rng, len(household)), household=household, adult=adult, surname=surname, vip=vip, first=first,
        parents=parents, couple=couple, school_class=school, before=household.copy(), after=after, moved=moved,
        street=rng.choice(len(length), dwellings, p=length / length.sum()), by_surname=np.argsort(surname, kind="stable"), elders=elders,
    )  # fmt: skip
