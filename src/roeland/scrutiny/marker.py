"""Marks on consultations: table `flag` (rid, bit), one row per consultation and flag, and what is kept beside it for the weights."""

from roeland.scrutiny import machines, neighbours, signs
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.needs import available
from roeland.scrutiny.rulebook import Rulebook


class Marker:
    """What marks consultations: the tables of flags of one run."""

    def __init__(self, world: World, book: Rulebook, events: Events) -> None:
        self.world, self.book, self.events = world, book, events
        world.run(
            f"{machines.EMPTY}; {neighbours.EMPTY}; CREATE TABLE flag (rid INTEGER, bit UTINYINT); CREATE TABLE usually (bit UTINYINT, share DOUBLE); "
            "CREATE TABLE excess (bit UTINYINT, u INTEGER, citizen BIGINT, times DOUBLE, share DOUBLE)"
        )
        self.absent = available(book, world)
        self.by_name = signs.sought(world)

    def add(self, name: str, rids: str, per: str = "") -> None:
        """Mark what the SQL gives. per: u, citizen or both, whose highest `times` and `share` are kept."""
        bit = self.book.bit(name)
        if per:
            self.world.run(f"CREATE OR REPLACE TEMP TABLE found AS {rids}")
            rids = "SELECT rid FROM found"
            who = {"u": "u, NULL", "citizen": "NULL, citizen"}.get(per, per)
            self.world.run(f"INSERT INTO excess SELECT {bit}, {who}, max(times), max(share) FROM found GROUP BY {per}")
        self.world.run(f"INSERT INTO flag SELECT DISTINCT rid, {bit} FROM ({rids})")

    def can(self, name: str) -> bool:
        """Whether the rules have this flag, and the files what it needs."""
        return self.book.knows(name) and name not in self.absent

    def usual(self, name: str, share: str) -> None:
        """How often a sign would be there if what is unexplained were as all work is, or came by chance."""
        self.world.run(
            f"INSERT INTO usually SELECT {self.book.bit(name)}, share FROM ({share}) WHERE share IS NOT NULL"
        )
