"""The tables as the engine reads them: pseudonyms, tokens, names and UTC times instead of indexes and days."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.second_world.columns import DAYS, MICRO, START, Bools, Columns, Ints, take, utc
from benchmarks.second_world.motives import FAMILIES
from benchmarks.second_world.people import tokens
from benchmarks.second_world.teams import SERVICES, TEAMS
from benchmarks.second_world.visits import ACTIONS, KEYS, NONE, REASONS, World, stamp

NAMES = [team.name for team in TEAMS]


def _words(codes: Ints, words: list[str] | tuple[str, ...]) -> pa.Array:
    """Write codes as words; an empty word is null."""
    known = pa.array([word or None for word in words], pa.string())
    return known.take(pa.array(codes))


def _times(micros: Ints, known: Bools | None = None) -> pa.Array:
    """Write UTC microseconds, null where not known."""
    return pa.array(micros, pa.timestamp("us"), mask=None if known is None else ~known)


def _days(day: Ints) -> pa.Array:
    """Write days since START as dates."""
    return pa.array(START + day, pa.date32())


def _ids(values: Ints, known: Bools) -> pa.Array:
    """Write identifiers, null where not known."""
    return pa.array(values, pa.int64(), mask=~known)


class Tables:
    """Turns the columns of the world into Arrow tables; all ids are integers."""

    def __init__(self, world: World, dossiers: Columns) -> None:
        """Fix the tokens of houses, streets and family names."""
        self.world, self.dossiers = world, dossiers
        town = world.town
        self.house = tokens(world.rng, len(town.street))
        self.street = tokens(world.rng, int(town.street.max()) + 1)
        self.surname = tokens(world.rng, int(town.surname.max()) + 1)

    def consult(self, consults: Columns) -> tuple[pa.Table, pa.Table]:
        """Give the log in order of time, and the family of each event (null: legitimate)."""
        ts = stamp(consults)
        order = np.argsort(ts, kind="stable")
        log, ts = take(consults, order), ts[order]
        town, staff, rng = self.world.town, self.world.staff, self.world.rng
        event = 1_000_000 + np.arange(len(ts))
        desks = [
            f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in range(staff.desk.max() + 1)
        ]
        cited = self.dossiers["id"][np.maximum(log["dossier"], 0)]
        outcome = (rng.random(len(ts)) < 0.01).astype(int)
        table = pa.table({
            "event_id": event, "ts": _times(ts), "user_id": staff.user_id[log["account"]], "citizen": town.pseudonym[log["citizen"]],
            "service": _words(log["service"], SERVICES), "purpose": _words(log["team"], [team.purpose for team in TEAMS]),
            "ip": _words(log["desk"], desks), "action": _words(log["action"], ACTIONS), "search_key": _words(log["key"], KEYS),
            "dossier_ref": _ids(cited, log["dossier"] != NONE), "stated_reason": _words(log["reason"], REASONS),
            "n_persons": log["persons"], "outcome": _words(outcome, ("ok", "no answer")),
        })  # fmt: skip
        names = pa.array([None, *FAMILIES], pa.string())  # what is legitimate has no family
        return table, pa.table({"event_id": event, "family": names.take(pa.array(log["label"]))})

    def staff(self) -> pa.Table:
        """Give a row per account and period in a team; who lives elsewhere has a house and street that no citizen has."""
        town, staff, rng = self.world.town, self.world.staff, self.world.rng
        accounts = len(staff.own)
        at_home, person = staff.own >= 0, np.arange(accounts) < staff.people
        own = np.maximum(staff.own, 0)
        names = np.where(at_home, town.surname[own], rng.integers(0, len(self.surname), accounts))
        columns = {
            "own": np.where(at_home, town.pseudonym[own], tokens(rng, accounts)),
            "house": np.where(at_home, self.house[town.after[own]], tokens(rng, accounts)),
            "street": np.where(at_home, self.street[town.street[town.after[own]]], tokens(rng, accounts)),
            "surname": self.surname[names],
        }
        who, end = staff.periods["account"], staff.periods["end"]
        return pa.table({
            "user_id": staff.user_id[who], "team": _words(staff.periods["team"], NAMES),
            "from_ts": _times(self._midnight(staff.periods["begin"])), "to_ts": _times(self._midnight(end), end < DAYS),
            **{name: _ids(column[who], person[who]) for name, column in columns.items()},
            "local": at_home[who], "role": _words(person[who].astype(int), ("counter", "worker")),
            "account": _words(person[who].astype(int), ("shared", "personal")),
        })  # fmt: skip

    def citizens(self) -> pa.Table:
        """Give the inhabitants as registered at the end of the year."""
        town = self.world.town
        house, street = self.house[town.after], self.street[town.street[town.after]]
        surname = self.surname[town.surname]
        return pa.table(
            {"citizen": town.pseudonym, "house": house, "street": street, "surname": surname, "vip": town.vip}
        )

    def dossier_list(self) -> pa.Table:
        """Give the registered dossiers with the house of the citizen at the opening."""
        made, town, staff = take(self.dossiers, ~self.dossiers["paper"]), self.world.town, self.world.staff
        return pa.table({
            "dossier_id": made["id"], "citizen": town.pseudonym[made["citizen"]],
            "house": self.house[town.dwelling(made["citizen"], made["opened"])], "team": _words(made["team"], NAMES),
            "worker": staff.user_id[made["worker"]], "opened": _times(self._midnight(made["opened"])),
            "closed": _times(self._midnight(made["closed"] + 1), made["closed"] < DAYS),
            "registered_at": _times(utc(np.zeros_like(made["registered"]), made["registered"])),
        })  # fmt: skip

    def appointments(self, book: Columns) -> pa.Table:
        """Give the visitors and callers registered."""
        named = book["account"] != NONE
        user = _ids(self.world.staff.user_id[np.maximum(book["account"], 0)], named)
        return pa.table(
            {
                "citizen": self._pseudonym(book),
                "team": _words(book["team"], NAMES),
                "day": _days(book["day"]),
                "user_id": user,
            }
        )

    def inscriptions(self, held: Columns) -> pa.Table:
        """Give the integrations of teams on citizens."""
        begin, end = (_times(self._midnight(held[name])) for name in ("begin", "end"))
        return pa.table(
            {"citizen": self._pseudonym(held), "team": _words(held["team"], NAMES), "from_ts": begin, "to_ts": end}
        )

    def tickets(self, reported: Columns) -> pa.Table:
        """Give the faults the helpdesk looked into."""
        return pa.table(
            {"user_id": self._users(reported), "citizen": self._pseudonym(reported), "day": _days(reported["day"])}
        )

    def oncall(self) -> pa.Table:
        """Give the duty nights, by the day on which they begin."""
        duty = self.world.staff.oncall
        return pa.table({"user_id": self._users(duty), "day": _days(duty["day"])})

    def absences(self) -> pa.Table:
        """Give leave and illness."""
        away = self.world.staff.absences
        begin, end = (_times(self._midnight(away[name])) for name in ("begin", "end"))
        return pa.table({"user_id": self._users(away), "from_ts": begin, "to_ts": end})

    def _midnight(self, day: Ints) -> Ints:
        """Give the start of each local day in UTC microseconds, whole seconds."""
        return utc(day, np.zeros_like(day)) // MICRO * MICRO

    def _pseudonym(self, columns: Columns) -> Ints:
        """Give the citizens' pseudonyms."""
        return self.world.town.pseudonym[columns["citizen"]]

    def _users(self, columns: Columns) -> Ints:
        """Give the accounts' user ids."""
        return self.world.staff.user_id[columns["account"]]


def write(folder: Path, tables: dict[str, pa.Table], lacking: set[str]) -> None:
    """Write each table to its Parquet file; take away those of an earlier world that are lacking."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in lacking:
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
