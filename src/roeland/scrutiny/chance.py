"""What chance alone would give: the share of the unexplained consultations that would carry a sign if workers looked at just anybody.

Each function returns the SQL of one number (column share); without residents there is none.
"""

from roeland.scrutiny.causes import FORMER_HOUSEHOLD, HOUSEHOLD, SELF
from roeland.scrutiny.rulebook import Flag, Rulebook
from roeland.scrutiny.windows import WORKING_MINUTES

KNOWN = (
    "CREATE TEMP TABLE known_citizens AS SELECT greatest(1, (SELECT count(*) FROM residents), (SELECT count(DISTINCT citizen) FROM dossiers), "
    "(SELECT count(DISTINCT citizen) FROM rest)) AS n; "
    "CREATE TEMP TABLE work AS SELECT u, sum(n)::DOUBLE AS n FROM habit GROUP BY u"
)  # tables that `shares` reads
RESIDENTS = "(SELECT count(*) FROM residents)"
PER_USER = "(SELECT u, count(*) AS n FROM rest GROUP BY u)"


def surname() -> str:
    """As many of a worker's citizens have his name as residents have."""
    return (
        f"SELECT sum(n * coalesce(share, 0)) / sum(n) AS share FROM {PER_USER} w "
        "LEFT JOIN (SELECT u, max(share) AS share FROM lives JOIN rare USING (surname) GROUP BY u) l ON l.u = w.u"
    )


def household(flag: Flag) -> str:
    """Two of a worker's citizens within those days live in one house by chance."""
    days = "(SELECT greatest(1, date_diff('day', min(ts), max(ts))) FROM rest)"
    together = f"(SELECT sum(n * (n - 1)) / ({RESIDENTS} * {RESIDENTS}) FROM (SELECT count(*) AS n FROM residents WHERE house IS NOT NULL GROUP BY house) h)"
    return f"SELECT sum(n * (n - 1)) / sum(n) * {together} * least(1, {2 * flag.settings['days']} / {days}) AS share FROM {PER_USER} w"


def closed() -> str:
    """As many of a team's citizens had a dossier there that was closed as residents had, on average while there were consultations."""
    part = "max(CASE WHEN closed <= (SELECT min(ts) FROM rest) THEN 1.0 WHEN closed <= (SELECT max(ts) FROM rest) THEN 0.5 ELSE 0.0 END)"
    return (
        f"SELECT sum(w.n * coalesce(k.n, 0)) / sum(w.n) / {RESIDENTS} AS share FROM (SELECT ts_team, count(*) AS n FROM rest GROUP BY ts_team) w "
        f"LEFT JOIN (SELECT ts_team, sum(part) AS n FROM (SELECT ts_team, citizen, {part} AS part FROM dossiers JOIN teams USING (team) "
        "JOIN members USING (t) WHERE closed IS NOT NULL GROUP BY ts_team, citizen) p GROUP BY ts_team) k ON k.ts_team = w.ts_team"
    )


def tied(bit: int) -> str:
    """As many of a worker's citizens have this tie to him as there are such people among all that are known."""
    return (
        "SELECT sum(h.n * k.k) / ((SELECT sum(n) FROM work) * (SELECT n FROM known_citizens)) AS share FROM work h "
        f"JOIN (SELECT u, count(DISTINCT citizen) AS k FROM tie WHERE bit = {bit} GROUP BY u) k ON k.u = h.u"
    )


def places() -> str:
    """As much of the unexplained work as of all work is done at places where the worker seldom is."""
    return "SELECT sum(n) FILTER (o.u IS NOT NULL) / sum(n) AS share FROM habit h LEFT JOIN odd o ON o.u = h.u AND o.ip = h.ip"


def last_days(flag: Flag) -> str:
    """As much of the unexplained work as of all work is done in the last days before somebody leaves."""
    days = f"INTERVAL {int(flag.settings['days'])} DAY"
    return f"SELECT sum(n) FILTER (year(s.b) < 9000 AND h.day >= s.b - {days} AND h.day < s.b) / sum(n) AS share FROM habit h LEFT JOIN service_end s ON s.u = h.u"


def minutes(flag: Flag) -> str:
    """Another of a worker's consultations within those minutes, if they came at any moment of any working day."""
    near = f"{2 * flag.settings['minutes']} * n / ({WORKING_MINUTES} * (SELECT count(DISTINCT ts::DATE) FROM rest))"
    return f"SELECT sum(n * (1 - exp(-({near})))) / sum(n) AS share FROM {PER_USER} w"


def nights(book: Rulebook, total: int) -> str:
    """As much of the unexplained work as of all work is done at night without duty."""
    return f"SELECT count(*) / {total} AS share FROM flag WHERE bit = {book.bit('night')}"


def shares(book: Rulebook, total: int) -> list[tuple[str, str]]:
    """Per sign the SQL of how often it would be there if what is unexplained were as all work is, or came by chance."""
    asked = {"leaving": last_days, "in-a-row": minutes}
    return [
        *(
            (name, tied(bit))
            for name, bit in (("self", SELF), ("own-household", HOUSEHOLD), ("former-household", FORMER_HOUSEHOLD))
        ),
        ("seldom-there", places()),
        *([("night", nights(book, total))] if book.knows("night") else []),
        *((name, made(book.flag(name))) for name, made in asked.items() if book.knows(name)),
    ]
