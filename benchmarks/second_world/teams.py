"""The teams of a town and its welfare centre: their size, their services and the rhythm of their dossiers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SERVICES = (
    "rr.basis", "rr.gezin", "rr.historiek", "rr.foto", "ksz.uitkering", "ksz.handicap", "ksz.tewerkstelling",
    "magda.inkomen", "magda.kadaster", "magda.kinderbijslag", "dvz.verblijf", "div.voertuig",
)  # fmt: skip
LAGGING = SERVICES.index("magda.kadaster")  # the source whose clock misses the change to summer time


@dataclass(frozen=True, slots=True)
class Team:
    """One team; `services` are (name, weight), `lasts` and `review` in days (review 0: none), `share` of the staff."""

    name: str
    purpose: str
    share: float
    lasts: int
    review: int
    services: tuple[tuple[str, float], ...]
    duty: bool = False
    counter: float = 0.0


RR = (("rr.basis", 4.0), ("rr.gezin", 2.0))
WELFARE = (("ksz.uitkering", 3.0), ("ksz.tewerkstelling", 2.0), ("magda.inkomen", 1.0))
TEAMS = (
    Team("burgerzaken", "bevolking", 0.20, 12, 0, (*RR, ("rr.historiek", 2), ("rr.foto", 2)), counter=6),
    Team("vreemdelingen", "verblijf", 0.07, 150, 45, (*RR, ("dvz.verblijf", 4), ("rr.historiek", 1)), counter=2),
    Team("sociale_dienst", "leefloon", 0.17, 240, 45, (*RR, *WELFARE), duty=True, counter=2),
    Team("schuldhulp", "schuldbemiddeling", 0.07, 300, 40, (*RR, ("magda.inkomen", 3), ("ksz.uitkering", 1), ("magda.kadaster", 1))),
    Team("thuiszorg", "thuiszorg", 0.09, 250, 60, (*RR, ("ksz.handicap", 2)), duty=True),
    Team("kinderopvang", "opvang", 0.07, 120, 60, (*RR, ("magda.kinderbijslag", 3), ("magda.inkomen", 1)), counter=1),
    Team("huisvesting", "sociale_huur", 0.07, 150, 60, (*RR, ("magda.kadaster", 3), ("magda.inkomen", 2)), counter=1),
    Team("omgeving", "vergunning", 0.07, 110, 40, (*RR, ("magda.kadaster", 4)), counter=1),
    Team("belastingen", "belasting", 0.07, 60, 30, (*RR, ("magda.kadaster", 2), ("div.voertuig", 1), ("magda.inkomen", 1))),
    Team("handhaving", "gas", 0.05, 70, 30, (*RR, ("div.voertuig", 4)), duty=True),
    Team("helpdesk", "ondersteuning", 0.03, 1, 0, RR),
    Team("woonzorg", "woonzorg", 0.04, 300, 60, (*RR, ("ksz.handicap", 2), ("magda.inkomen", 1))),
)  # fmt: skip
CODE = {team.name: code for code, team in enumerate(TEAMS)}
HELPDESK = CODE["helpdesk"]
COUNTER = CODE["burgerzaken"]


def _service_weights() -> NDArray[np.float64]:
    """Give the cumulated share of each service in the work of each team, (teams, services)."""
    weights = np.zeros((len(TEAMS), len(SERVICES)))
    for code, team in enumerate(TEAMS):
        for name, weight in team.services:
            weights[code, SERVICES.index(name)] = weight
    return np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)


SERVICE_SHARE = _service_weights()
