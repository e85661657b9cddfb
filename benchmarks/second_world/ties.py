"""Whom a worker could want to look up: the people around his own life, and those who draw anybody's attention."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from benchmarks.second_world.columns import DAYS, Bools, Columns, Ints
from benchmarks.second_world.teams import TEAMS
from benchmarks.second_world.visits import World

Circle: TypeAlias = Callable[["Ties", int], Ints]


class Ties:
    """The ties of each account with citizens; every method gives citizen indexes in order of interest."""

    def __init__(self, world: World, dossiers: Columns) -> None:
        """Give everybody a place in the town: his own, or that of the family or friends he has there."""
        self.world, self.dossiers = world, dossiers
        town, staff = world.town, world.staff
        self.adults = np.flatnonzero(town.adult & ~town.vip)
        self.anchor = np.where(staff.own >= 0, staff.own, world.rng.choice(self.adults, len(staff.own)))
        self.colleagues = np.flatnonzero(staff.own >= 0)
        apart = (town.moved < DAYS) & town.adult
        partner = apart & (np.arange(len(apart)) != town.first[town.household])
        self.parted = np.flatnonzero(partner & (town.after != town.after[town.first[town.household]]))

    def _draw(self, among: Ints, amount: int) -> Ints:
        """Draw at most `amount` of the citizens given, never more than there are."""
        return self.world.rng.choice(among, min(amount, len(among)), replace=False)

    def _homes(self, homes: Ints) -> Ints:
        """Give the citizens of households in the order given."""
        return np.concatenate([self.world.town.members(home) for home in homes]) if len(homes) else self.adults[:0]

    def _others(self, actor: int, citizens: Ints) -> Ints:
        """Leave out the household of the actor."""
        town, own = self.world.town, self.world.staff.own[actor]
        return citizens if own < 0 else citizens[town.household[citizens] != town.household[own]]

    def _kin(self, actor: int) -> Ints:
        """Give the parents of the anchor and the households of brothers and sisters."""
        town = self.world.town
        home = town.household[self.anchor[actor]]
        roots = town.parents[home][town.parents[home] >= 0]
        siblings = np.flatnonzero(np.isin(town.parents[:, 0], roots) | np.isin(town.parents[:, 1], roots))
        return self._others(actor, self._homes(np.concatenate([roots, siblings[siblings != home]])))

    def former(self, actor: int) -> Ints:
        """Give the former partner: who left the anchor's home this year, else somebody from longer ago."""
        town = self.world.town
        left = self.parted[town.household[self.parted] == town.household[self.anchor[actor]]]
        left = left[left != self.anchor[actor]]
        return left if len(left) else self._others(actor, self._draw(self.adults, 1))

    def successor(self, actor: int) -> Ints:
        """Give the new partner of the former partner, then that one's household."""
        town = self.world.town
        former = self.former(actor)
        homes = np.unique(town.after[former])
        homes = homes[homes < len(town.couple)]
        found = self._others(actor, self._homes(homes))
        return found[np.argsort(np.isin(found, former), kind="stable")]

    def date(self, actor: int) -> Ints:
        """Give an adult who lives alone or with children."""
        town = self.world.town
        return self._others(actor, self._draw(self.adults[~town.couple[town.household[self.adults]]], 3))

    def family(self, actor: int) -> Ints:
        """Give the parents, brothers and sisters, of the actor's own side and the partner's."""
        return self._kin(actor)

    def elders(self, actor: int) -> Ints:
        """Give old relatives bearing the family name, and the heirs."""
        town = self.world.town
        name = town.surname == town.surname[self.anchor[actor]]
        old = np.flatnonzero(name & (town.household < town.elders))
        return np.concatenate([self._others(actor, self._draw(old, 2)), self._kin(actor)])

    def neighbours(self, actor: int) -> Ints:
        """Give those who live in the same street."""
        town = self.world.town
        near = town.street[town.after] == town.street[town.after[self.anchor[actor]]]
        return self._others(actor, self.world.rng.permutation(np.flatnonzero(near & town.adult)))

    def next_door(self, actor: int) -> Ints:
        """Give one household of the street, every member."""
        near = self.neighbours(actor)
        return self._homes(self.world.town.household[near[:1]])

    def school_parents(self, actor: int) -> Ints:
        """Give the parents and children of one school class."""
        town = self.world.town
        group = town.school_class[town.household[self.anchor[actor]]]
        group = group if group >= 0 else self.world.rng.integers(0, town.school_class.max() + 1)
        return self._others(actor, self._homes(self.world.rng.permutation(np.flatnonzero(town.school_class == group))))

    def stranger(self, actor: int) -> Ints:
        """Give somebody without any tie, then the household."""
        one = self._others(actor, self._draw(self.adults, 1))
        return np.unique(np.concatenate([one, self._homes(self.world.town.household[one])]))

    def strangers(self, actor: int) -> Ints:
        """Give people from all over the town."""
        return self._others(actor, self._draw(self.adults, 80))

    def houses(self, actor: int) -> Ints:
        """Give the oldest occupants of one street, one per house."""
        town = self.world.town
        street = town.street[town.after[self._draw(self.adults, 1)[0]]]
        heads = town.first[:-1][town.street[town.after[town.first[:-1]]] == street]
        return self._others(actor, heads)

    def famous(self, actor: int) -> Ints:
        """Give people known from council, sport and screen."""
        return self._others(actor, self._draw(np.flatnonzero(self.world.town.vip), 12))

    def candidates(self, actor: int) -> Ints:
        """Give members of the council and their households."""
        return self._homes(self.world.town.household[self.famous(actor)[:5]])

    def staff(self, actor: int) -> Ints:
        """Give colleagues of the whole house."""
        return self._others(actor, self._draw(self.world.staff.own[self.colleagues], 12))

    def rival(self, actor: int) -> Ints:
        """Give a colleague of the same team with his household."""
        staff = self.world.staff
        day = int(np.flatnonzero(staff.team_of[actor] >= 0)[-1])
        near = self.colleagues[staff.team_of[self.colleagues, day] == staff.team_of[actor, day]]
        near = near if len(near) else self.colleagues
        one = self._others(actor, staff.own[self._draw(near, 1)])
        return np.unique(np.concatenate([one, self._homes(self.world.town.household[one])]))

    def ill(self, actor: int) -> Ints:
        """Give a colleague who was away for long."""
        staff = self.world.staff
        away = staff.absences["account"][staff.absences["end"] - staff.absences["begin"] > 12]
        return self._others(actor, self._draw(np.unique(staff.own[np.intersect1d(away, self.colleagues)]), 1))

    def old_clients(self, actor: int) -> Ints:
        """Give citizens with a dossier in the actor's first team of the year that he did not handle himself."""
        made, team_of = self.dossiers, self.world.staff.team_of[actor]
        first = team_of[team_of >= 0][0] if (team_of >= 0).any() else len(TEAMS)
        there: Bools = (made["team"] == first) & (made["worker"] != actor)
        return self._others(actor, self._draw(made["citizen"][there], 12))
