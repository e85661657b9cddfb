"""More kinds of misuse that `synthetic` does not plant: half of them to build the rules with, half to judge them by.

Each was written from the idea, before the rules were tried on it. `BUILDING` was looked at while the rules changed; `JUDGING` was not, and
its figures in `docs/logs.md` are the ones that say what a kind does that nobody prepared for. The same person wrote all.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.scrutiny.unseen import DAYS, START, Plot


def applicants(plot: Plot) -> None:
    """The other applicants for a job at the authority, looked up in three days by one of them."""
    who, day = plot.person(), plot.draw.randrange(DAYS - 8)
    for k in range(5):
        plot.look("applicants", who, plot.anyone(), plot.when(day + k % 3), search_key="naam")


def daily(plot: Plot) -> None:
    """One citizen each working day for five weeks, at about the same hour: so slowly that no day stands out."""
    who, day, hour = plot.person(), plot.draw.randrange(DAYS - 40), 7 + 8 * plot.draw.random()
    for k in range(35):
        at = START + timedelta(days=day + k, hours=hour, minutes=plot.draw.randrange(25))
        if at.weekday() < 5:
            plot.look("daily", who, plot.anyone(), at)


def tip(plot: Plot) -> None:
    """Three of different teams look at one citizen within the hours of one day: somebody told somebody."""
    citizen, day, teams = plot.anyone(), plot.draw.randrange(DAYS), set()
    for who in plot.draw.sample(plot.steady, len(plot.steady)):
        if who["team"] not in teams and len(teams) < 3:
            teams.add(who["team"])
            plot.look("tip", who, citizen, plot.when(day))


def relatives(plot: Plot) -> None:
    """The relatives of a citizen in one's own open dossier, under its reference: who lives there, and two of the name elsewhere."""
    mine = {one["user_id"]: one for one in plot.steady}
    own = plot.draw.choice([row for row in plot.dossiers if row["closed"] is None and row["worker"] in mine])
    centre, day = plot.known[own["citizen"]], plot.draw.randrange(70, DAYS - 5)
    others = [row for row in plot.citizens if row["citizen"] != own["citizen"]]
    home = [row for row in others if row["house"] == centre["house"]]
    name = [row for row in others if row["surname"] == centre["surname"] and row["house"] != centre["house"]]
    for k, row in enumerate(home + plot.draw.sample(name, min(2, len(name)))):
        plot.look(
            "relatives", mine[own["worker"]], row["citizen"], plot.when(day + k % 2), service="RR-adres", dossier_ref=own["dossier_id"]
        )  # fmt: skip


def dating(plot: Plot) -> None:
    """Somebody met on the internet: two of the same name first, then the right one, and again two days later."""
    who, right, at = plot.person(), plot.draw.choice(plot.citizens), plot.when(plot.draw.randrange(DAYS - 6))
    same = [row for row in plot.citizens if row["surname"] == right["surname"] and row["house"] != right["house"]]
    for k, row in enumerate([*plot.draw.sample(same, min(2, len(same))), right]):
        plot.look("dating", who, row["citizen"], at + timedelta(minutes=2 * k), search_key="naam")
    plot.look("dating", who, right["citizen"], at + timedelta(days=2, minutes=41), search_key="insz")


def leaver(plot: Plot) -> None:
    """Goes to work for somebody else, and takes addresses along on the last three days."""
    gone = [row for row in plot.staff if row["to_ts"] is not None and row["to_ts"] > START + timedelta(days=7)]
    last = {row["user_id"]: row for row in sorted(plot.staff, key=lambda row: row["from_ts"])}
    gone = [row for row in gone if last[row["user_id"]] is row] or plot.steady
    who = plot.draw.choice(gone)
    end = (who["to_ts"] or START + timedelta(days=60)) - timedelta(days=3)
    for k in range(12):
        plot.look(
            "leaver",
            who,
            plot.anyone(),
            end + timedelta(days=k // 4, hours=8 + 7 * plot.draw.random()),
            service="RR-adres",
        )


def landlord(plot: Plot) -> None:
    """The three tenants of the worker's house, every five weeks."""
    who, day = plot.person(), plot.draw.randrange(14)
    street = plot.draw.choice(plot.citizens)["street"]
    tenants = plot.draw.sample([row["citizen"] for row in plot.citizens if row["street"] == street], 3)
    for k in range(3):
        for citizen in tenants:
            plot.look("landlord", who, citizen, plot.when(day + 35 * k + plot.draw.randrange(2)))


def new_household(plot: Plot) -> None:
    """Not the former partner, but whom he lives with now."""
    who, ex = plot.local(), plot.draw.choice(plot.citizens)
    others = [row["citizen"] for row in plot.citizens if row["house"] == ex["house"] and row is not ex]
    if ex["citizen"] == who["own"] or not others:
        return
    old, parted = 2 * 10**9 + len(plot.household), START - timedelta(days=plot.draw.randrange(40, 400))
    begin = START - timedelta(days=1500)
    for citizen, now in ((who["own"], who["house"]), (ex["citizen"], ex["house"])):
        plot.household.append({"house": old, "citizen": citizen, "from_ts": begin, "to_ts": parted})
        plot.household.append({"house": now, "citizen": citizen, "from_ts": parted, "to_ts": None})
    for citizen in others:
        plot.household.append({"house": ex["house"], "citizen": citizen, "from_ts": begin, "to_ts": None})
        plot.look("new-household", who, citizen, plot.when(plot.draw.randrange(DAYS)))


def election(plot: Plot) -> None:
    """For a third, in the two weeks before a vote: one voter at the end of each working day, by the same service."""
    who, day = plot.person(), plot.draw.randrange(DAYS - 16)
    for k in range(14):
        at = START + timedelta(days=day + k, hours=15, minutes=plot.draw.randrange(50))
        if at.weekday() < 5:
            plot.look("election", who, plot.anyone(), at, service="MAGDA-persoon")


def borrowed_reference(plot: Plot) -> None:
    """Under the reference of a dossier that another team has of this citizen."""
    who = plot.person()
    open_ = [row for row in plot.dossiers if row["closed"] is None and row["team"] != who["team"]]
    other = plot.draw.choice(open_)
    for k in range(2):
        plot.look(
            "borrowed-reference", who, other["citizen"], plot.when(70 + plot.draw.randrange(8) + k), dossier_ref=other["dossier_id"]
        )  # fmt: skip


def seller(plot: Plot) -> None:
    """Two addresses a week, sold for three months."""
    who = plot.person()
    for week in range(13):
        for _ in range(2):
            plot.look("seller", who, plot.anyone(), plot.when(7 * week + plot.draw.randrange(5)), service="RR-adres")


def favour(plot: Plot) -> None:
    """Two workers of different teams, each twice about the same citizen within ten days."""
    first, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(DAYS - 14)
    second = plot.draw.choice([row for row in plot.steady if row["team"] != first["team"]])
    for who in (first, second):
        for k in range(2):
            plot.look("favour", who, citizen, plot.when(day + 4 * k + plot.draw.randrange(5)))


def school(plot: Plot) -> None:
    """Teacher, coach and the father of a friend of one's child, each once, weeks apart: hardly anything tells them from work."""
    who, day = plot.person(), plot.draw.randrange(20)
    for k in range(3):
        plot.look("school", who, plot.anyone(), plot.when(day + 21 * k), search_key="naam")


BUILDING: tuple[Callable[[Plot], None], ...] = (applicants, daily, tip, relatives, dating, leaver)
JUDGING: tuple[Callable[[Plot], None], ...] = (
    landlord,
    new_household,
    election,
    borrowed_reference,
    seller,
    favour,
    school,
)


def names(families: tuple[Callable[[Plot], None], ...]) -> set[str]:
    return {family.__name__.replace("_", "-") for family in families}
