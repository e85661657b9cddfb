"""Flags: ties of a person (pairs user x citizen with a period), states of a user, and statistics over windows.

Table `flag` (rid, bit): one row per consultation and flag. What is `always` is looked at in every chunk, the rest on unexplained events.
"""

from roeland.scrutiny import chance, series, signs, windows
from roeland.scrutiny.causes import AWAY, FORMER_HOUSEHOLD, HOUSEHOLD, SELF, STREET, TEAMLESS
from roeland.scrutiny.dimensions import END, START, World
from roeland.scrutiny.events import Events
from roeland.scrutiny.explain import overrule
from roeland.scrutiny.needs import available
from roeland.scrutiny.rulebook import Rulebook

DUTY = "SELECT u, day AS a, day + INTERVAL 32 HOUR AS b FROM oncall JOIN users USING (user_id)"
HOME = "SELECT {} e.rid, e.ts, e.u, e.citizen, h.house FROM rest e JOIN homes h ON h.citizen = e.citizen AND h.a <= e.ts AND e.ts < h.b"


class Flags:
    """The flags of one run."""

    def __init__(self, world: World, book: Rulebook, events: Events) -> None:
        self.world, self.book, self.events = world, book, events
        world.run(
            "CREATE TABLE flag (rid INTEGER, bit UTINYINT); CREATE TABLE usually (bit UTINYINT, share DOUBLE); "
            "CREATE TABLE excess (bit UTINYINT, u INTEGER, citizen BIGINT, times DOUBLE, share DOUBLE)"
        )
        by_number = [str(code) for name, code in world.search_keys.items() if name.lower() in signs.NUMBERED]
        self.absent = available(book, world)
        self.by_name = f"(search_key IS NOT NULL AND search_key NOT IN ({', '.join(by_number) or '0'}))"

    def add(self, name: str, rids: str, per: str = "") -> None:
        """Mark what the SQL gives. per: u or citizen, whose highest `times` and `share` are kept."""
        bit = self.book.bit(name)
        if per:
            self.world.run(f"CREATE OR REPLACE TEMP TABLE found AS {rids}")
            rids = "SELECT rid FROM found"
            who = "u, NULL" if per == "u" else "NULL, citizen"
            self.world.run(f"INSERT INTO excess SELECT {bit}, {who}, max(times), max(share) FROM found GROUP BY {per}")
        self.world.run(f"INSERT INTO flag SELECT DISTINCT rid, {bit} FROM ({rids})")

    def can(self, name: str) -> bool:
        """Whether the rules have this flag, and the files what it needs."""
        return self.book.knows(name) and name not in self.absent

    def prepare(self) -> None:
        """Ties between users and citizens, before the stream runs."""
        run = self.world.run
        run(
            f"CREATE TABLE tie AS SELECT DISTINCT u, own AS citizen, {SELF} AS bit, {START} AS a, {END} AS b FROM staffing WHERE own IS NOT NULL"
        )
        run(  # where somebody lived before his first and after his last period is taken to be the same
            f"CREATE TABLE lives AS SELECT u, own, house, street, surname, CASE WHEN a = min(a) OVER w THEN {START} ELSE a END AS a, "
            f"CASE WHEN b = max(b) OVER w THEN {END} ELSE b END AS b FROM staffing WINDOW w AS (PARTITION BY u)"
        )
        run(f"INSERT INTO tie SELECT DISTINCT l.u, h.citizen, {HOUSEHOLD}, greatest(l.a, h.a), least(l.b, h.b) "
            "FROM lives l JOIN homes h USING (house) WHERE l.own IS DISTINCT FROM h.citizen AND l.a < h.b AND h.a < l.b")  # fmt: skip
        if self.can("former-household"):
            signs.once_lived(self.world)
            run(f"INSERT INTO tie SELECT u, citizen, {FORMER_HOUSEHOLD}, a, {END} FROM parted")
        run(
            f"INSERT INTO tie SELECT DISTINCT s.u, r.citizen, {STREET}, s.a, s.b FROM lives s JOIN residents r ON r.street = s.street "
            "WHERE s.own IS DISTINCT FROM r.citizen"
        )

    def habits(self) -> None:
        """What is usual for each user, after the stream ran."""
        run = self.world.run
        run(
            "CREATE TABLE habit AS SELECT user_id AS u, ip, ts::DATE AS day, count(*) AS n, "
            f"count(*) FILTER ({self.by_name}) AS named FROM consult GROUP BY ALL"
        )
        run("CREATE TABLE usual AS SELECT u, ip FROM habit WHERE ip IS NOT NULL GROUP BY u, ip "
            "QUALIFY sum(n) >= 0.05 * sum(sum(n)) OVER (PARTITION BY u)")  # fmt: skip
        run(
            "CREATE TABLE odd AS SELECT u, ip FROM habit WHERE ip IS NOT NULL GROUP BY u, ip EXCEPT SELECT u, ip FROM usual"
        )
        signs.shared(self.world)
        run("DELETE FROM odd WHERE u IN (SELECT u FROM shared)")

    def everyone(self) -> None:
        """Flags that also mark explained consultations."""
        run, ties = self.world.run, "SELECT rid FROM marked e ANTI JOIN shared h ON h.u = e.u WHERE mark & {} > 0"
        for name, bit in (("self", SELF), ("own-household", HOUSEHOLD), ("former-household", FORMER_HOUSEHOLD)):
            if self.book.knows(name):
                self.add(name, ties.format(1 << bit))
        duty = f"ANTI JOIN ({DUTY}) o ON o.u = e.u AND o.a <= e.ts AND e.ts < o.b"
        # who had duty the evening before may still be at it when his leave begins at midnight
        late = f"{duty} AND o.a < date_trunc('day', e.ts)"
        self.add("absent", f"SELECT rid FROM (SELECT * FROM marked WHERE mark & {1 << AWAY} > 0) e {late}")
        if self.world.loaded.has("staff"):
            run("CREATE TABLE service_end AS SELECT u, max(b) AS b FROM staffing GROUP BY u")
            teamless = f"SELECT rid FROM marked e {{}} WHERE e.mark & {1 << TEAMLESS} > 0"
            self.add("after-leaving", teamless.format("JOIN service_end s ON s.u = e.u AND e.ts >= s.b"))
            self.add("unknown-user", teamless.format("ANTI JOIN service_end s ON s.u = e.u"))
        if self.can("night"):
            late = f"SELECT rid, user_id AS u, ts FROM consult e WHERE {signs.night(self.book.flag('night'))}"
            self.add("night", f"SELECT rid FROM ({late}) e {duty}")

    def loose(self, firm: int) -> None:
        """Ties that an explanation of the team, or one that came later, does not hide: on what no strong explanation reached."""
        self.world.run(
            "CREATE TABLE colleagues AS SELECT DISTINCT own AS citizen, u, a, b FROM staffing WHERE own IS NOT NULL; "
            "CREATE TABLE watched AS SELECT citizen FROM residents WHERE vip"
        )
        self.events.narrow(
            self.world, "_looks", "SELECT citizen FROM colleagues UNION SELECT citizen FROM watched", "rid", "ts", "user_id", "citizen",
        )  # fmt: skip
        self.world.run("CREATE TEMP TABLE known AS SELECT rid, user_id AS u, citizen, ts FROM _looks")
        self.world.con.unregister("_looks")
        for name, sql in (
            ("colleague", "SELECT rid FROM known e JOIN colleagues s ON s.citizen = e.citizen AND s.u <> e.u AND s.a <= e.ts AND e.ts < s.b ANTI JOIN shared h ON h.u = e.u"),
            ("street", f"SELECT rid FROM marked WHERE mark & {1 << STREET} > 0"),
            ("watch", "SELECT rid FROM known e SEMI JOIN watched w ON w.citizen = e.citizen"),
        ):  # fmt: skip
            found = self.world.con.sql(f"SELECT DISTINCT rid FROM ({sql})").to_arrow_table()
            self.world.run(f"INSERT INTO usually VALUES ({self.book.bit(name)}, {len(found) / self.events.total})")
            self.world.con.register("_loose", found.filter(self.events.open(found["rid"], firm)))
            self.add(name, "SELECT rid FROM _loose")
            self.world.con.unregister("_loose")

    def elsewhere(self) -> None:
        """At an unusual place within ten minutes before and after which the same account worked at its usual place."""
        run = self.world.run
        run(  # only days on which somebody worked at a usual and at an unusual place have a consultation beside another
            "CREATE TEMP TABLE suspect AS SELECT u, day FROM (SELECT h.u, h.day, o.u IS NOT NULL AS odd FROM habit h LEFT JOIN odd o ON o.u = h.u AND o.ip = h.ip "
            "WHERE h.ip IS NOT NULL) GROUP BY u, day HAVING bool_or(odd)"
        )
        self.events.narrow(self.world, "_looks", "SELECT u, day FROM suspect", "rid", "ts", "user_id", "ip")
        run(
            "CREATE TEMP TABLE there AS SELECT e.rid, e.ts, e.user_id AS u, e.ip, o.u IS NOT NULL AS odd FROM _looks e SEMI JOIN suspect d ON d.u = e.user_id "
            "AND d.day = e.ts::DATE LEFT JOIN odd o ON o.u = e.user_id AND o.ip = e.ip WHERE e.ip IS NOT NULL; "
            "CREATE TEMP TABLE strange AS SELECT rid, ts, u, ip FROM there WHERE odd; "
            "CREATE TEMP TABLE beside AS SELECT u, ts FROM there t SEMI JOIN usual k ON k.u = t.u AND k.ip = t.ip; DROP TABLE there"
        )
        self.world.con.unregister("_looks")
        near = "SELECT rid FROM strange s SEMI JOIN beside b ON b.u = s.u AND b.ts {} AND b.ts {}"
        self.add(
            "elsewhere",
            near.format("<= s.ts", ">= s.ts - INTERVAL 10 MINUTE")
            + " INTERSECT "
            + near.format(">= s.ts", "<= s.ts + INTERVAL 10 MINUTE"),
        )
        if self.can("borrowed"):
            self.add(
                "borrowed", signs.borrowed(self.world, self.events, self.book.flag("borrowed").settings["minutes"])
            )

    def unexplained(self, firm: int) -> None:
        """All flags; those on what no explanation reached after some flags overruled the weaker ones (all but the first `firm`)."""
        self.habits()
        self.everyone()
        self.loose(firm)
        self.elsewhere()
        self.overrule(firm)
        self.people()
        self.moments()
        self.windows()
        self.more(firm)

    def overrule(self, firm: int) -> None:
        """Take the weaker explanation from what some flags mark; `softened` (rid) keeps that there was one."""
        bits = [bit for bit, flag in enumerate(self.book.flags) if flag.overrules]
        found = self.world.con.sql(
            f"SELECT DISTINCT rid FROM flag WHERE bit IN ({', '.join(map(str, bits)) or '255'})"
        ).to_arrow_table()
        self.world.con.register("_soft", found.filter(self.events.weaker(found["rid"], firm)))
        self.world.run("CREATE TABLE softened AS SELECT rid FROM _soft")
        self.world.con.unregister("_soft")
        overrule(self.world, self.events, bits, firm)

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
            found = self.world.con.sql(signs.filler(self.world)).to_arrow_table()
            self.world.con.register("_loose", found.filter(self.events.open(found["rid"], firm)))
            self.add("filler", "SELECT rid FROM _loose")
            self.world.con.unregister("_loose")
        if self.can("wrong-dossier"):
            self.add("wrong-dossier", signs.wrong_dossier(self.world))
        if self.can("refused"):
            self.add("refused", signs.refused(self.world, flag("refused")))
        if self.can("rare-service"):
            self.events.asked(self.world)
            self.add("rare-service", signs.rare_service(flag("rare-service")))

    def people(self) -> None:
        run = self.world.run
        run("CREATE TABLE who AS SELECT e.*, r.surname FROM rest e LEFT JOIN residents r USING (citizen)")
        share = self.book.flag("surname").settings["most_share"]
        run(
            "CREATE TABLE rare AS SELECT surname, count(*) / (SELECT count(*) FROM residents) AS share FROM residents GROUP BY surname "
            f"HAVING count(*) <= greatest(20, {share} * (SELECT count(*) FROM residents))"
        )
        self.add(
            "surname",
            "SELECT rid FROM who e SEMI JOIN lives s ON s.u = e.u AND s.surname = e.surname AND s.own IS DISTINCT FROM e.citizen AND s.a <= e.ts AND e.ts < s.b SEMI JOIN rare USING (surname)",
        )
        closed = (
            "SELECT rid FROM rest e SEMI JOIN ({}) d ON d.citizen = e.citizen AND d.{k} = e.{k} AND d.closed <= e.ts"
        )
        by_user = "SELECT citizen, u, closed FROM dossiers JOIN users ON worker = user_id WHERE closed IS NOT NULL"
        by_team = "SELECT citizen, ts_team, closed FROM dossiers JOIN teams USING (team) JOIN members USING (t) WHERE closed IS NOT NULL"
        for name, sql in (
            ("surname", chance.surname()), ("closed-dossier", chance.closed()), ("one-household", chance.household(self.book.flag("one-household")))
        ):  # fmt: skip
            run(f"INSERT INTO usually SELECT {self.book.bit(name)}, share FROM ({sql}) WHERE share IS NOT NULL")
        self.add("closed-dossier", closed.format(by_user, k="u") + " UNION " + closed.format(by_team, k="ts_team"))

    def moments(self) -> None:
        """Off-hours as UTC, wide enough that it holds in summer and in winter time: 06 to 20 h in Brussels, Monday to Friday."""
        hours = self.book.flag("off-hours").settings
        late = f"(extract(hour FROM ts) < {hours['first_hour']} OR extract(hour FROM ts) >= {hours['last_hour']} OR isodow(ts) >= 6)"
        self.add(
            "off-hours",
            f"SELECT rid FROM (SELECT * FROM rest WHERE {late}) e ANTI JOIN ({DUTY}) o ON o.u = e.u AND o.a <= e.ts AND e.ts < o.b",
        )

    def windows(self) -> None:
        flag = self.book.flag
        self.add("volume", signs.volume(self.world, flag("volume")))
        self.add("not-by-number", f"SELECT rid FROM rest WHERE {self.by_name}")
        self.add("by-name", signs.by_name(flag("by-name"), self.by_name))
        one = flag("burst").settings
        self.window("burst", "rest", "u", "citizen", 84 * 60, one["users"], chance=True)
        one = flag("repeated").settings
        self.window("repeated", "rest", "ts::DATE", "u, citizen", one["within"] * 1440, one["days"])
        one = flag("enumeration").settings
        self.window(
            "enumeration", "rest", "citizen", "u", one["minutes"], one["citizens"], per="u, ts::DATE", chance=True
        )
        one = flag("one-household").settings
        self.world.run(
            f"CREATE TEMP TABLE housed AS {HOME.format('DISTINCT' if self.world.loaded.has('household') else '')}"
        )
        self.window("one-household", "housed", "citizen", "u, house", one["days"] * 1440, one["citizens"])
        share = self.world.one("SELECT count(*) FROM rest") / self.events.total
        self.world.run(
            "CREATE TEMP TABLE first_looks AS SELECT u, service, search_key, citizen, min(ts) AS ts FROM rest GROUP BY u, service, search_key, citizen"
        )
        for keys, which, names in (
            ("u", "true", ("scattered", "cluster")), ("u, service", "true", ("same-service",)), ("u", self.by_name, ("by-name-run",))
        ):  # fmt: skip
            self.world.run(series.daily(keys, which))
            for name in filter(self.can, names):
                self.add(name, series.spread(flag(name), keys, share, which), "u")
        if self.can("returned"):
            self.add("returned", series.returned(flag("returned")))
        if self.can("together"):
            one = flag("together").settings
            self.window("together", "rest", "ts_team", "citizen", one["hours"] * 30, one["teams"], chance=True)
        if self.can("namesakes"):
            one = flag("namesakes").settings
            named = "(SELECT * FROM who WHERE surname IS NOT NULL)"
            self.window("namesakes", named, "citizen", "u, surname", one["minutes"], one["citizens"])
        if self.can("leaving"):
            self.add("leaving", series.leaving(flag("leaving")))

    def window(
        self,
        name: str,
        table: str,
        what: str,
        within: str,
        minutes: float,
        least: float,
        per: str = "",
        *,
        chance: bool = False,
    ) -> None:
        least = (
            max(least, windows.by_chance(self.world, per or within, minutes, self.events.total)) if chance else least
        )
        self.add(
            name,
            windows.crowded(self.world, table, what, within, minutes, least, per),
            within if within in {"u", "citizen"} else "",
        )
