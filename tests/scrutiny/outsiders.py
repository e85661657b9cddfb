"""Kinds of misuse as an inspector or auditor tells of them (own family, quarrels, money, curiosity, helping a friend): to build with, and to judge by.

Written from the idea, before the rules were tried on any of them. `BUILDING` was looked at while the rules changed; `JUDGING` was not: its figures
in `docs/logs.md` were read once, when the rules stood. Some can hardly be told from work, and are here because they happen.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.scrutiny.unseen import DAYS, HALF, START, Plot, Row

ALL_SERVICES = ("RR-identiteit", "RR-adres", "KSZ-statuut", "MAGDA-persoon")


def household_of(plot: Plot, citizen: int) -> list[int]:
    """Who lives with this citizen, himself included."""
    house = plot.known[citizen]["house"]
    return [row["citizen"] for row in plot.citizens if row["house"] == house]


def dispute(plot: Plot) -> None:
    """A quarrel with the people next door: all who live there, on one day, and the head of it again eight days later."""
    who, day = plot.local(), plot.draw.randrange(DAYS - 14)
    near = [row["citizen"] for row in plot.citizens if row["street"] == who["street"] and row["house"] != who["house"]]
    there = household_of(plot, plot.draw.choice(near))
    at = plot.when(day)
    for k, citizen in enumerate(there):
        plot.look("dispute", who, citizen, at + timedelta(minutes=3 * k))
    plot.look("dispute", who, there[0], plot.when(day + 8))


def debts(plot: Plot) -> None:
    """Collects debts beside the job: three addresses every week for ten weeks, most of them found by name."""
    who, first = plot.person(), plot.draw.randrange(14)
    for week in range(10):
        for _ in range(3):
            key = "naam" if plot.draw.random() < 0.7 else "insz"
            day = first + 7 * week + plot.draw.randrange(5)
            plot.look("debts", who, plot.anyone(), plot.when(day), service="RR-adres", search_key=key)


def weekly(plot: Plot) -> None:
    """A stalker: where does she live now, every week on the same day; half of the time the team knows her."""
    who, citizen, day, hour = plot.person(), plot.anyone(), plot.draw.randrange(28), 7 + 8 * plot.draw.random()
    day -= max(0, day % 7 - 4)
    if plot.draw.random() < HALF:
        plot.dossier(citizen, who["team"], plot.mate(who), START - timedelta(days=40))
    for week in range(8):
        at = START + timedelta(days=day + 7 * week, hours=hour, minutes=plot.draw.randrange(20))
        plot.look("weekly", who, citizen, at, service="RR-adres")


def lunch(plot: Plot) -> None:
    """With the session that a colleague left open over lunch: three persons within ten minutes, at that colleague's desk."""
    account, day = plot.person(), plot.draw.randrange(DAYS)
    noon = plot.when(day).replace(hour=11, minute=plot.draw.randrange(20))
    for k in range(3):
        plot.look("lunch", account, plot.anyone(), noon + timedelta(minutes=4 * k), search_key="naam")


def after_close(plot: Plot) -> None:
    """A colleague closed the dossier; two and three weeks later somebody who never had it wants to know how it went on."""
    who, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(10, DAYS - 32)
    closed = START + timedelta(days=day)
    plot.dossier(citizen, who["team"], plot.mate(who), START - timedelta(days=90), closed)
    for gap in (12, 20):
        plot.look("after-close", who, citizen, plot.when(day + gap))


def journalist(plot: Plot) -> None:
    """A lead for a journalist: everything there is about one person in half an hour, and who lives there."""
    who, citizen, at = plot.person(), plot.anyone(), plot.when(plot.draw.randrange(DAYS))
    for k, service in enumerate(ALL_SERVICES):
        plot.look("journalist", who, citizen, at + timedelta(minutes=4 * k), service=service)
    for k, other in enumerate(household_of(plot, citizen)):
        if other != citizen:
            plot.look("journalist", who, other, at + timedelta(minutes=20 + 3 * k), service="RR-gezin")


def evenings(plot: Plot) -> None:
    """From home, at half past eight in the evening: somebody, and a few minutes later another one."""
    who, day = plot.person(), plot.draw.randrange(DAYS)
    at = plot.when(day).replace(hour=19, minute=plot.draw.randrange(5, 50))
    for k in range(2):
        plot.look(
            "evenings", who, plot.anyone(), at + timedelta(minutes=4 * k), ip=f"10.200.{plot.draw.randrange(250)}.9"
        )


def notice(plot: Plot) -> None:
    """Gave notice, and looks up in the last two weeks whom he worked for: closed dossiers of his own, and some others."""
    last = {row["user_id"]: row for row in sorted(plot.staff, key=lambda row: row["from_ts"])}
    gone = [row for row in last.values() if row["to_ts"] is not None and row["to_ts"] > START + timedelta(days=20)]
    if not gone:
        return
    who = plot.draw.choice(gone)
    begin = who["to_ts"] - timedelta(days=12)
    mine = [
        row["citizen"]
        for row in plot.dossiers
        if row["worker"] == who["user_id"] and row["closed"] is not None and row["closed"] < begin
    ]
    whom = plot.draw.sample(mine, min(5, len(mine))) + [plot.anyone() for _ in range(4)]
    for k, citizen in enumerate(whom):
        at = begin + timedelta(days=k, hours=7 + 8 * plot.draw.random())
        if at.weekday() < 5:
            plot.look("notice", who, citizen, at, service="RR-adres")


def accident(plot: Plot) -> None:
    """The other driver of a car accident: by name, the next day who lives with him, and again after two weeks."""
    who, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(DAYS - 20)
    plot.look("accident", who, citizen, plot.when(day), search_key="naam", service="RR-identiteit")
    for other in household_of(plot, citizen):
        plot.look("accident", who, other, plot.when(day + 1), service="RR-gezin", search_key="insz")
    plot.look("accident", who, citizen, plot.when(day + 14), service="RR-adres", search_key="insz")


def famous(plot: Plot) -> None:
    """Somebody known, in the news for three weeks: five of different teams, each when he reads of it."""
    known = [row["citizen"] for row in plot.citizens if row["vip"]]
    teams: set[str] = set()
    citizen, day = plot.draw.choice(known), plot.draw.randrange(DAYS - 22)
    for who in plot.draw.sample(plot.steady, len(plot.steady)):
        if who["team"] not in teams and len(teams) < 5:
            teams.add(who["team"])
            plot.look("famous", who, citizen, plot.when(day + plot.draw.randrange(20)), search_key="naam")


def own_number(plot: Plot) -> None:
    """Covers strangers with the number of a dossier of his own: five in a month."""
    mine = {one["user_id"]: one for one in plot.steady}
    own = plot.draw.choice([row for row in plot.dossiers if row["closed"] is None and row["worker"] in mine])
    for k in range(5):
        at = plot.when(55 + 6 * k + plot.draw.randrange(4))
        plot.look("own-number", mine[own["worker"]], plot.anyone(), at, dossier_ref=own["dossier_id"])


def in_laws(plot: Plot) -> None:
    """Curious about a colleague of the same team: his partner and children, one after the other."""
    who = plot.person()
    mates = [row for row in plot.steady if row["own"] is not None and row is not who]
    near = [row for row in mates if row["team"] == who["team"]] or mates
    colleague = plot.draw.choice(near)
    at = plot.when(plot.draw.randrange(DAYS))
    for k, citizen in enumerate(household_of(plot, colleague["own"])):
        if citizen != colleague["own"]:
            plot.look("in-laws", who, citizen, at + timedelta(minutes=5 * k))


def classmates(plot: Plot) -> None:
    """The parents of the class of his own child, six households of the quarter in two weeks, by name."""
    who, day = plot.local(), plot.draw.randrange(DAYS - 16)
    quarter = [row for row in plot.citizens if abs(row["street"] - who["street"]) <= 2 and row["house"] != who["house"]]
    for k, row in enumerate(plot.draw.sample(quarter, 6)):
        plot.look("classmates", who, row["citizen"], plot.when(day + 2 * k), search_key="naam")


def agency(plot: Plot) -> None:
    """For the estate agency of the partner: every week a couple that wants to buy, both of them, for eight weeks."""
    who, first = plot.person(), plot.draw.randrange(28)
    for week in range(8):
        at = plot.when(first + 7 * week + plot.draw.randrange(3))
        for k, citizen in enumerate(household_of(plot, plot.anyone())[:2]):
            plot.look("agency", who, citizen, at + timedelta(minutes=4 * k), service="KSZ-statuut")


def new_address(plot: Plot) -> None:
    """Where does the former partner live now, three times in three months; and with whom."""
    who, citizen = plot.local(), plot.anyone()
    house, parted = 3 * 10**9 + len(plot.household), START - timedelta(days=plot.draw.randrange(30, 300))
    begin = START - timedelta(days=2500)
    lived: tuple[tuple[int, Row], ...] = ((who["own"], who), (citizen, plot.known[citizen]))
    for one, now in lived:
        plot.household.append({"house": house, "citizen": one, "from_ts": begin, "to_ts": parted})
        plot.household.append({"house": now["house"], "citizen": one, "from_ts": parted, "to_ts": None})
    for other in household_of(plot, citizen):
        if other not in {citizen, who["own"]}:
            plot.household.append(
                {"house": plot.known[citizen]["house"], "citizen": other, "from_ts": begin, "to_ts": None}
            )
            plot.look("new-address", who, other, plot.when(plot.draw.randrange(DAYS)), service="RR-identiteit")
    for month in range(3):
        plot.look("new-address", who, citizen, plot.when(29 * month + plot.draw.randrange(20)), service="RR-adres")


BUILDING: tuple[Callable[[Plot], None], ...] = (dispute, debts, weekly, lunch, after_close, journalist, evenings)
JUDGING: tuple[Callable[[Plot], None], ...] = (
    notice, accident, famous, own_number, in_laws, classmates, agency, new_address,
)  # fmt: skip
