"""Why people look where they should not: the families of misuse, grouped by motive, and how each goes about it."""

from dataclasses import dataclass

from benchmarks.second_world.ties import Circle, Ties

SLIP, LUNCH, LATE, NIGHT = "slip", "lunch", "late", "night"  # between the work, at noon, after hours, at night


@dataclass(frozen=True, slots=True)
class Motive:
    """One family; `people` and `looks` are (least, most) per episode and per person, `span` in days (0: one sitting).

    `how` is the situation: own account in service, or another; `named`, `pretext` and `cites` are probabilities of a search by
    name first, of a typed reason and of a dossier number that has nothing to do with it.
    """

    family: str
    circle: Circle
    people: tuple[int, int]
    looks: tuple[int, int]
    span: int
    hours: tuple[str, ...]
    services: tuple[str, ...] = ("rr.basis", "rr.gezin")
    named: float = 0.2
    pretext: float = 0.2
    cites: float = 0.1
    how: str = "own"
    local: bool = False


HOME = ("rr.basis", "rr.historiek", "rr.gezin")
MEANS = ("magda.inkomen", "ksz.uitkering", "ksz.tewerkstelling", "magda.kadaster", "rr.basis")
LAND = ("magda.kadaster", "rr.basis", "rr.historiek")
TRACK = ("rr.basis", "rr.historiek", "div.voertuig", "ksz.tewerkstelling")

PRIVATE = (
    Motive("ex_partner", Ties.former, (1, 1), (4, 11), 150, (SLIP, LATE), HOME + MEANS, named=0.05),
    Motive("new_partner_of_ex", Ties.successor, (1, 3), (2, 5), 40, (SLIP, LUNCH), HOME, named=0.7),
    Motive("date", Ties.date, (1, 2), (1, 3), 3, (LUNCH, SLIP), ("rr.basis", "rr.gezin", "rr.foto"), named=0.9),
    Motive("in_laws", Ties.family, (2, 5), (1, 3), 60, (SLIP, LATE), HOME + MEANS, named=0.2, local=True),
    Motive("neighbours", Ties.neighbours, (3, 8), (1, 2), 50, (SLIP, LUNCH), HOME, named=0.3, local=True),
    Motive(
        "school_parents", Ties.school_parents, (4, 12), (1, 1), 4, (LATE, LUNCH), ("rr.gezin",), named=0.5, local=True
    ),
)
MONEY = (
    Motive("debt", Ties.stranger, (1, 1), (4, 8), 70, (SLIP,), MEANS, pretext=0.5, cites=0.3),
    Motive("inheritance", Ties.elders, (2, 5), (1, 4), 40, (SLIP, LATE), LAND, pretext=0.3, local=True),
    Motive("property", Ties.houses, (4, 9), (1, 2), 20, (SLIP, LATE), LAND, pretext=0.4, cites=0.2),
    Motive("address_sale", Ties.strangers, (15, 40), (1, 1), 45, (LATE, SLIP), ("rr.basis",), named=0.3, pretext=0.6),
    Motive(
        "detective", Ties.strangers, (5, 10), (2, 4), 90, (SLIP, LATE), TRACK + MEANS, named=0.5, pretext=0.6, cites=0.3
    ),
)
POWER = (
    Motive("election", Ties.candidates, (4, 9), (1, 3), 30, (LATE, SLIP), HOME, named=0.6),
    Motive(
        "permit_quarrel", Ties.next_door, (1, 4), (2, 4), 25, (SLIP, LUNCH), LAND, pretext=0.4, cites=0.5, local=True
    ),
    Motive("union", Ties.staff, (4, 9), (1, 2), 8, (LATE, LUNCH), HOME, named=0.6),
    Motive("promotion_rival", Ties.rival, (1, 2), (2, 6), 35, (LATE, SLIP), HOME + MEANS, named=0.4),
)
CURIOSITY = (
    Motive("news", Ties.stranger, (1, 1), (1, 2), 1, (SLIP, LUNCH), named=0.9, pretext=0.05, cites=0.0, how="crowd"),
    Motive("celebrity", Ties.famous, (2, 5), (1, 1), 0, (LUNCH, SLIP), named=0.9, pretext=0.0, cites=0.0),
    Motive(
        "ill_colleague",
        Ties.ill,
        (1, 1),
        (2, 5),
        14,
        (SLIP, LUNCH),
        ("rr.basis", "ksz.handicap", "ksz.uitkering"),
        named=0.5,
    ),
)
HARM = (
    Motive("stalking", Ties.stranger, (1, 2), (6, 14), 60, (LATE, NIGHT, SLIP), TRACK, named=0.05),
    Motive("threat", Ties.stranger, (1, 4), (2, 4), 2, (NIGHT, LATE), TRACK, named=0.4),
    Motive("fugitive", Ties.stranger, (1, 1), (6, 14), 20, (SLIP, NIGHT), TRACK, pretext=0.3, cites=0.2),
)
CARELESS = (
    Motive("borrowed_account", Ties.family, (1, 3), (1, 4), 10, (SLIP,), HOME, how="borrowed"),
    Motive(
        "unlocked_screen",
        Ties.neighbours,
        (1, 4),
        (1, 2),
        0,
        (LUNCH,),
        HOME,
        named=0.8,
        pretext=0.0,
        cites=0.0,
        how="unlocked",
    ),
    Motive("on_leave", Ties.stranger, (1, 4), (1, 3), 4, (SLIP, LATE), how="leave"),
    Motive("after_leaving", Ties.old_clients, (2, 6), (1, 2), 25, (SLIP, LATE), how="left"),
    Motive("after_team_move", Ties.old_clients, (2, 6), (1, 3), 40, (SLIP,), pretext=0.3, cites=0.4, how="moved"),
)
MOTIVES = (*PRIVATE, *MONEY, *POWER, *CURIOSITY, *HARM, *CARELESS)
FAMILIES = tuple(motive.family for motive in MOTIVES)
