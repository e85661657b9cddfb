"""Flags: ties of a person (pairs user x citizen with a period), states of a user, and statistics over windows.

Table `flag` (rid, bit): one row per consultation and flag. What is `always` is looked at in every chunk, the rest on unexplained events.
"""

import pyarrow as pa

from roeland.scrutiny import (
    chance,
    counters,
    covering,
    crowd,
    machines,
    many,
    ordinary,
    references,
    rhythm,
    signs,
    ties,
)
from roeland.scrutiny.causes import AWAY, FORMER_HOUSEHOLD, HOUSEHOLD, SELF, STREET, TEAMLESS
from roeland.scrutiny.dimensions import END
from roeland.scrutiny.explain import overrule
from roeland.scrutiny.marker import Marker
from roeland.scrutiny.rulebook import Explanation

GENERAL = {"user", "team"}  # keys of a reason that is about no citizen
ACCOUNT = ("absent", "elsewhere", "borrowed")  # overrule what a team explains


class Flags(Marker):
    """The flags of one run."""

    def prepare(self) -> None:
        """Ties between users and citizens, before the stream runs."""
        ties.make(self.world, former=self.can("former-household"))

    def everyone(self) -> None:
        """Flags that also mark explained consultations."""
        run, ties = self.world.run, "SELECT rid FROM marked e ANTI JOIN shared h ON h.u = e.u WHERE mark & {} > 0"
        for name, bit in (("self", SELF), ("own-household", HOUSEHOLD), ("former-household", FORMER_HOUSEHOLD)):
            if self.book.knows(name):
                self.add(name, ties.format(1 << bit))
        duty = f"ANTI JOIN ({signs.DUTY}) o ON o.u = e.u AND o.a <= e.ts AND e.ts < o.b"
        # duty goes before leave: outside office hours, and after midnight when it began the evening before
        late = f"{duty} AND (o.a < date_trunc('day', e.ts) OR {signs.late(self.book.flag('off-hours'))})"
        # nor is who came back a day early, or left in the afternoon, and worked as on any other day
        leave = f"SELECT u, from_ts AS a, coalesce(to_ts, {END}) AS b FROM absences JOIN users USING (user_id)"
        edge = (
            f"SELECT p.u, p.day FROM present p JOIN ({leave}) w ON w.u = p.u AND p.day < w.b AND p.day + INTERVAL 1 DAY > w.a "
            "WHERE p.day <= w.a OR p.day + INTERVAL 1 DAY >= w.b"
        )
        there = f"ANTI JOIN ({edge}) h ON h.u = e.u AND h.day = e.ts::DATE"
        self.add("absent", f"SELECT rid FROM (SELECT * FROM marked WHERE mark & {1 << AWAY} > 0) e {there} {late}")
        if self.world.loaded.has("staff"):
            run("CREATE TABLE service_end AS SELECT u, max(b) AS b FROM staffing GROUP BY u")
            teamless = f"SELECT rid FROM marked e {{}} WHERE e.mark & {1 << TEAMLESS} > 0"
            self.add("after-leaving", teamless.format("JOIN service_end s ON s.u = e.u AND e.ts >= s.b"))
            self.add("unknown-user", teamless.format("ANTI JOIN service_end s ON s.u = e.u"))
        self.outside(duty)

    def outside(self, duty: str) -> None:
        """Table `outside` (rid, u, ts): all work outside office hours without duty; of the night it is marked whatever explains it."""
        late = signs.late(self.book.flag("off-hours"))
        night = signs.night(self.book.flag("night")) if self.can("night") else "false"
        with self.world.under(
            "_looks", self.events.narrow(self.world, signs.HOURS.format(f"{late} OR {night}"), "rid", "user_id", "ts")
        ):
            self.world.run(
                f"CREATE TEMP TABLE outside AS SELECT e.* FROM (SELECT rid, user_id AS u, ts FROM _looks e WHERE {late} OR {night}) e {duty}"
            )
        if self.can("night"):
            self.add("night", f"SELECT rid FROM outside e WHERE {night}")

    def unless_strong(self, name: str, rids: str, firm: int) -> int:
        """Mark those of the SQL that no strong explanation reached; return how many there are in all."""
        found = self.world.con.sql(f"SELECT DISTINCT rid FROM ({rids})").to_arrow_table()
        with self.world.under("_loose", found.filter(self.events.open(found["rid"], firm))):
            self.add(name, "SELECT rid FROM _loose")
        return len(found)

    def loose(self, firm: int) -> None:
        """Ties that an explanation of the team, or one that came later, does not hide: on what no strong explanation reached."""
        self.world.run(
            "CREATE TABLE colleagues AS SELECT DISTINCT own AS citizen, u, a, b FROM staffing WHERE own IS NOT NULL; "
            "CREATE TABLE watched AS SELECT DISTINCT citizen FROM citizens WHERE vip"
        )
        crowd.make(self.world, self.book, self.can)
        looks = "SELECT citizen FROM colleagues UNION SELECT citizen FROM watched UNION SELECT citizen FROM hidden"
        with self.world.under("_looks", self.events.narrow(self.world, looks, "rid", "ts", "user_id", "citizen")):
            self.world.run("CREATE TEMP TABLE known AS SELECT rid, user_id AS u, citizen, ts FROM _looks")
        for name, sql in (
            ("colleague", "SELECT rid FROM known e JOIN colleagues s ON s.citizen = e.citizen AND s.u <> e.u AND s.a <= e.ts AND e.ts < s.b ANTI JOIN shared h ON h.u = e.u"),
            ("street", f"SELECT rid FROM marked WHERE mark & {1 << STREET} > 0"),
            (crowd.WATCH, crowd.watched(self.world, self.book)),
        ):  # fmt: skip
            count = self.unless_strong(name, sql, firm)
            self.usual(name, f"SELECT {count / self.events.total} AS share")
        crowd.thin(self.world, self.book, self.book.bit(crowd.WATCH))

    def elsewhere(self) -> None:
        """At an unusual place within ten minutes before and after which the same account worked at its usual place."""
        run = self.world.run
        run(  # only days on which somebody worked at a usual and at an unusual place have a consultation beside another
            "CREATE TEMP TABLE suspect AS SELECT u, day FROM (SELECT h.u, h.day, o.u IS NOT NULL AS odd FROM habit h LEFT JOIN odd o ON o.u = h.u AND o.ip = h.ip "
            "WHERE h.ip IS NOT NULL) GROUP BY u, day HAVING bool_or(odd)"
        )
        with self.world.under(
            "_looks", self.events.narrow(self.world, "SELECT u, day FROM suspect", "rid", "ts", "user_id", "ip")
        ):
            run(
                "CREATE TEMP TABLE there AS SELECT e.rid, e.ts, e.user_id AS u, e.ip, o.u IS NOT NULL AS odd FROM _looks e SEMI JOIN suspect d ON d.u = e.user_id "
                "AND d.day = e.ts::DATE LEFT JOIN odd o ON o.u = e.user_id AND o.ip = e.ip WHERE e.ip IS NOT NULL; "
                "CREATE TEMP TABLE strange AS SELECT rid, ts, u, ip FROM there WHERE odd; "
                "CREATE TEMP TABLE beside AS SELECT u, ts FROM there t SEMI JOIN usual k ON k.u = t.u AND k.ip = t.ip; DROP TABLE there"
            )
        near = "SELECT rid FROM strange s SEMI JOIN beside b ON b.u = s.u AND b.ts {} AND b.ts {}"
        self.add(
            "elsewhere",
            near.format("<= s.ts", ">= s.ts - INTERVAL 10 MINUTE")
            + " INTERSECT "
            + near.format(">= s.ts", "<= s.ts + INTERVAL 10 MINUTE"),
        )
        if self.can("borrowed"):
            minutes = self.book.flag("borrowed").settings["minutes"]
            self.add("borrowed", signs.borrowed(self.world, self.events, minutes))

    def unexplained(self, rules: list[Explanation]) -> None:
        """All flags; those on what no explanation reached after some flags overruled the weaker ones."""
        firm = sum(rule.strength >= self.book.strong for rule in rules)
        ordinary.habits(self.world, self.by_name)
        ordinary.sample(self.world, rules, self.events)
        machines.apart(self.world, self.events, self.book)
        self.everyone()
        self.loose(firm)
        self.elsewhere()
        self.overrule(rules, firm)
        self.people()
        self.moments()
        many.crowds(self)
        many.rows(self)
        many.targets(self)
        self.more(firm)
        self.services()
        self.by_chance()
        if self.can("other-team"):
            covering.days(self.world, self.book)
        machines.unregistered(self.world, self.book)
        machines.left_over(self.world, self.events, self.book)
        machines.day_late(self.world, self.book)

    def by_chance(self) -> None:
        """Add to table `usually` what chance and ordinary work give."""
        self.world.run(chance.KNOWN)
        for name, sql in chance.shares(self.book):
            if self.can(name):
                self.usual(name, sql)
        for name, asked in ordinary.SHARES.items():
            if self.can(name):
                self.usual(name, asked(self.book.flag(name)))

    def overrule(self, rules: list[Explanation], firm: int) -> None:
        """Take the weaker explanation from what some flags mark, and one that says nothing of the citizen (a duty) where there is
        a tie with him; `softened` (rid) keeps that there was one."""
        self.world.run(f"CREATE TABLE covered AS SELECT {self.events.covered(firm)} AS share")
        explained = max(1, self.events.strong(firm))
        for name in filter(self.can, ACCOUNT):
            marked = self.marked(name)
            strong = len(marked) - self.events.open(marked, firm).true_count
            self.usual(name, f"SELECT {strong / explained} AS share")
        found = self.marked(*(flag.id for flag in self.book.flags if flag.overrules))
        general = [code for code, rule in enumerate(rules, start=1) if not {*rule.keys.values()} - GENERAL]
        tied = self.events.coded(self.marked(*filter(self.book.knows, (*crowd.MILD, crowd.WATCH))), general)
        rids = pa.chunked_array([*found.filter(self.events.weaker(found, firm)).chunks, tied], pa.int32()).unique()
        with self.world.under("_soft", pa.table({"rid": rids})):
            self.world.run("CREATE TABLE softened AS SELECT rid FROM _soft")
        overrule(self.world, self.events, pa.table({"rid": rids}))
        machines.apart(self.world, self.events, self.book)

    def marked(self, *names: str) -> pa.ChunkedArray:
        """The consultations with one of these flags."""
        bits = ", ".join(str(self.book.bit(name)) for name in names) or "255"
        return self.world.con.sql(f"SELECT DISTINCT rid FROM flag WHERE bit IN ({bits})").to_arrow_table()["rid"]

    def more(self, firm: int) -> None:
        """What the optional columns and the order of events tell."""
        flag = self.book.flag
        if self.can("former-role"):
            self.add("former-role", signs.former_role(self.book.handover_days))
        if self.can("early"):
            self.add("early", signs.early(self.world, self.events, flag("early").settings["days"]))
        if self.can("bulk"):
            self.add("bulk", signs.bulk(self.world, flag("bulk")))
        if self.can("filler"):
            self.unless_strong("filler", signs.filler(self.world), firm)
        if self.can("wrong-dossier"):
            self.add("wrong-dossier", references.wrong(self.world))
            if self.can("cover-dossier"):
                wrong = self.book.bit("wrong-dossier")
                self.add("cover-dossier", references.cover(self.world, self.events, wrong), "u, citizen")
                self.usual(
                    "cover-dossier",
                    f"SELECT count(*) / {self.events.total} AS share FROM ({references.explained(wrong)})",
                )
        if self.can("refused"):
            self.add("refused", signs.refused(self.world, flag("refused")))
        if self.can("denied"):
            self.add("denied", signs.denied(self.world, flag("denied")))

    def services(self) -> None:
        """What a team asks seldom, or without a reason only."""
        flag = self.book.flag
        if self.can("rare-service") or self.can("bare-service"):
            self.events.asked(self.world)
        if self.can("bare-service"):
            rare = flag("rare-service").settings["share"] if self.can("rare-service") else 0
            self.add("bare-service", signs.bare_service(rare))
        if self.can("rare-service"):
            self.add("rare-service", signs.rare_service(flag("rare-service")))
            self.usual("rare-service", signs.seldom_asked(flag("rare-service")))

    def people(self) -> None:
        run = self.world.run
        run(f"CREATE TEMP TABLE visits AS {signs.visits(self.world, 'rest')}")
        share = self.book.flag("surname").settings["most_share"]
        run(
            "CREATE TABLE rare AS SELECT surname, count(*) / (SELECT count(*) FROM residents) AS share FROM residents GROUP BY surname "
            f"HAVING count(*) <= greatest(20, {share} * (SELECT count(*) FROM residents))"
        )
        self.add(
            "surname",
            "SELECT rid FROM visits e SEMI JOIN lives s ON s.u = e.u AND s.surname = e.surname AND s.own IS DISTINCT FROM e.citizen AND s.a <= e.ts AND e.ts < s.b SEMI JOIN rare USING (surname)",
        )
        closed = (
            "SELECT rid FROM rest e SEMI JOIN ({}) d ON d.citizen = e.citizen AND d.{k} = e.{k} AND d.closed <= e.ts"
        )
        # who handled it comes back to it for some weeks after it was closed
        after = f"INTERVAL {self.book.handover_days} DAY"
        by_user = f"SELECT citizen, u, closed + {after} AS closed FROM dossiers JOIN users ON worker = user_id WHERE closed IS NOT NULL"
        recent = (
            "SELECT rid FROM rest e SEMI JOIN (SELECT citizen, u, closed FROM dossiers JOIN users ON worker = user_id WHERE closed IS NOT NULL) d "
            f"ON d.citizen = e.citizen AND d.u = e.u AND d.closed <= e.ts AND e.ts < d.closed + {after}"
        )
        by_team = "SELECT citizen, ts_team, closed FROM dossiers JOIN teams USING (team) JOIN members USING (t) WHERE closed IS NOT NULL"
        for name, sql in (
            ("surname", chance.surname()), ("closed-dossier", chance.closed()), ("one-household", chance.household(self.book.flag("one-household")))
        ):  # fmt: skip
            self.usual(name, sql)

        of_team = f"SELECT rid FROM ({closed.format(by_team, k='ts_team')}) ANTI JOIN ({recent}) w USING (rid)"
        if self.can("mate-household"):
            self.add("mate-household", signs.mate_household())
            self.usual("mate-household", chance.mate_household())
        self.add("closed-dossier", f"{closed.format(by_user, k='u')} UNION {of_team}")

    def moments(self) -> None:
        """When and where the unexplained work was done."""
        late = signs.late(self.book.flag("off-hours"))
        self.add("off-hours", f"SELECT e.rid FROM rest e SEMI JOIN outside o ON o.rid = e.rid WHERE {late}")
        if self.can("shut"):
            counters.used(self.world, self.events)
            self.add("shut", f"SELECT rid FROM rest SEMI JOIN ({counters.shut()}) s USING (rid)")
            self.usual("shut", f"SELECT count(*) / {self.events.total} AS share FROM ({counters.shut()})")
        if self.can("clockwork"):
            self.add("clockwork", rhythm.clockwork(self.world, self.events))
        if self.can("by-hand"):
            machines.nightly(self.world, self.book)
            self.add("by-hand", machines.BY_HAND)
        if self.can("seldom-there"):
            self.add("seldom-there", "SELECT rid FROM rest e SEMI JOIN odd o ON o.u = e.u AND o.ip = e.ip")
