"""What chance alone would give: the share of the unexplained consultations that would carry a sign if workers looked at just anybody.

Each function returns the SQL of one number (column share); without residents there is none.
"""

from roeland.scrutiny.rulebook import Flag

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
