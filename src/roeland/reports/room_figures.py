"""Figures over other rooms: meetings, advice, documents, requests, projects, money, visits. Each names the records it counted. Pure."""

from collections.abc import Callable, Iterable
from uuid import UUID

from roeland.reports.definition import MEETING, UNIT_MEETINGS, Definition, Material
from roeland.reports.log_figures import CONTROLS
from roeland.reports.plan import DONE, counted, ids
from roeland.reports.rooms import Rooms
from roeland.reports.training_figures import TRAININGS
from roeland.reports.values import Counted

ACCEPTED = ("accepted", "partly")
HOUR = 60


def _rows(keep: Callable[[Rooms], Iterable[UUID]]) -> Callable[[Material], Counted]:
    """Counts the records themselves."""

    def count(material: Material) -> Counted:
        found = tuple(sorted(keep(material.rooms)))
        return Counted(len(found), found)

    return count


def _sum(keep: Callable[[Rooms], Iterable[tuple[UUID, int]]]) -> Callable[[Material], Counted]:
    """Adds a number of each record."""

    def count(material: Material) -> Counted:
        found = list(keep(material.rooms))
        return Counted(sum(number for _, number in found), tuple(sorted(pk for pk, _ in found)))

    return count


def _meetings(material: Material) -> Counted:
    """Meetings that were held; where that room holds none, the tasks of the control plan."""
    held = material.rooms.meetings
    if held:
        return Counted(len(held), tuple(sorted(row.id for row in held)))
    tasks = counted((unit for unit in material.plan if unit.head.catalogue_id == MEETING), *DONE)
    return Counted(len(tasks), ids(tasks))


def _hours(rooms: Rooms) -> list[tuple[UUID, int]]:
    """Whole hours: the minutes of all visits together, counted on the first of them."""
    rows = sorted(rooms.visits, key=lambda row: (row.on, row.id))
    total = round(sum(row.minutes for row in rows) / HOUR)
    return [(row.id, total if place == 0 else 0) for place, row in enumerate(rows)]


def _euro(rooms: Rooms) -> list[tuple[UUID, int]]:
    """Whole euro: all payments together, counted on the first of them."""
    rows = sorted(rooms.payments, key=lambda row: (row.paid_on, row.id))
    total = round(sum(row.euro for row in rows))
    return [(row.id, total if place == 0 else 0) for place, row in enumerate(rows)]


ROOMS = (
    Definition(
        "meetings-held", 2, "Vergaderingen van de informatieveiligheidsdienst", "vergadering", "vergaderingen", UNIT_MEETINGS,
        "Vergaderingen van de informatieveiligheidsdienst die in het jaar gehouden zijn. Zijn er geen geregistreerd, dan de gedane "
        "taken “Vergadering van de informatieveiligheidsdienst”.",
        _meetings, headline=True,
    ),
    Definition(
        "decisions-made", 1, "Besluiten", "besluit", "besluiten", "besluiten van de informatieveiligheidsdienst",
        "Besluiten van de vergaderingen van de informatieveiligheidsdienst in het jaar.",
        _sum(lambda rooms: ((row.id, row.decisions) for row in rooms.meetings)),
    ),
    Definition(
        "decisions-done", 1, "Uitgevoerde besluiten", "uitgevoerd", "uitgevoerd", "besluiten met een taak",
        "Besluiten van het jaar met een taak waarvan de taak gedaan is.",
        _sum(lambda rooms: ((row.id, row.done) for row in rooms.meetings)),
    ),
    Definition(
        "advice-given", 1, "Adviezen", "advies", "adviezen", "adviezen",
        "Adviezen die in het jaar gegeven zijn, op vraag of op eigen initiatief.",
        _rows(lambda rooms: (row.id for row in rooms.advice)),
    ),
    Definition(
        "advice-accepted", 1, "Gevolgde adviezen", "gevolgd", "gevolgd", "adviezen",
        "Adviezen van het jaar die volledig of deels aanvaard zijn.",
        _rows(lambda rooms: (row.id for row in rooms.advice if row.answer in ACCEPTED)),
    ),
    Definition(
        "advice-refused", 1, "Niet gevolgde adviezen", "niet gevolgd", "niet gevolgd", "adviezen",
        "Adviezen van het jaar waarvan het bestuur met een reden afweek.",
        _rows(lambda rooms: (row.id for row in rooms.advice if row.answer == "refused")),
    ),
    Definition(
        "advice-open", 1, "Adviezen zonder antwoord", "zonder antwoord", "zonder antwoord", "adviezen",
        "Adviezen van het jaar die nog geen antwoord kregen.",
        _rows(lambda rooms: (row.id for row in rooms.advice if not row.answer)),
    ),
    Definition(
        "versions-approved", 1, "Goedgekeurde versies", "goedgekeurde versie", "goedgekeurde versies", "versies van documenten",
        "Versies van documenten die in het jaar goedgekeurd zijn.",
        _rows(lambda rooms: (row.id for row in rooms.versions)),
    ),
    Definition(
        "versions-published", 1, "Gepubliceerde versies", "gepubliceerd", "gepubliceerd", "versies van documenten",
        "Van de versies die in het jaar goedgekeurd zijn, die welke gepubliceerd zijn.",
        _rows(lambda rooms: (row.id for row in rooms.versions if row.published)),
    ),
    Definition(
        "plan-versions", 1, "Versies van het veiligheidsplan", "versie van het veiligheidsplan", "versies van het veiligheidsplan",
        "versies van documenten",
        "Goedgekeurde versies van het technisch en het algemeen deel van het veiligheidsplan.",
        _rows(lambda rooms: (row.id for row in rooms.versions if row.plan)),
    ),
    Definition(
        "objectives-running", 1, "Doelstellingen", "doelstelling", "doelstellingen", "doelstellingen",
        "Doelstellingen die in het jaar liepen.",
        _rows(lambda rooms: (row.id for row in rooms.objectives)),
    ),
    Definition(
        "objectives-reached", 1, "Bereikte doelstellingen", "bereikt", "bereikt", "doelstellingen",
        "Doelstellingen die in het jaar als bereikt afgesloten zijn.",
        _rows(lambda rooms: (row.id for row in rooms.objectives if row.reached)),
    ),
    Definition(
        "acceptance-asked", 1, "Gevraagd om te lezen en te aanvaarden", "vraag", "vragen", "vragen om te lezen en te aanvaarden",
        "Vragen aan medewerkers om een document te lezen en te aanvaarden, in rondes die in het jaar begonnen.",
        _sum(lambda rooms: ((row.id, row.asked) for row in rooms.accepting)),
    ),
    Definition(
        "acceptance-done", 1, "Gelezen en aanvaard", "aanvaard", "aanvaard", "vragen om te lezen en te aanvaarden",
        "Van die vragen, wie de versie las en aanvaardde.",
        _sum(lambda rooms: ((row.id, row.accepted) for row in rooms.accepting)),
    ),
    Definition(
        "requests-asked", 1, "Vragen om inzage", "vraag om inzage", "vragen om inzage", "vragen",
        "Vragen om een afgeschermd stuk te lezen, ingetrokken vragen niet meegeteld.",
        _rows(lambda rooms: (row.id for row in rooms.requests)),
    ),
    Definition(
        "requests-answered", 1, "Beantwoorde vragen", "antwoord", "antwoorden", "vragen",
        "Vragen om inzage van het jaar met een antwoord met reden.",
        _rows(lambda rooms: (row.id for row in rooms.requests if row.answered_on)),
    ),
    Definition(
        "requests-in-time", 1, "Op tijd beantwoord", "op tijd", "op tijd", "vragen",
        "Vragen om inzage met een antwoord binnen de termijn.",
        _rows(lambda rooms: (row.id for row in rooms.requests if row.in_time)),
    ),
    Definition(
        "projects-running", 1, "Projecten", "project", "projecten", "projecten",
        "Projecten die in het jaar goedgekeurd waren of liepen.",
        _rows(lambda rooms: (row.id for row in rooms.projects)),
    ),
    Definition(
        "projects-finished", 1, "Afgeronde projecten", "afgerond", "afgerond", "projecten",
        "Projecten die in het jaar afgerond zijn.",
        _rows(lambda rooms: (row.id for row in rooms.projects if row.finished)),
    ),
    Definition(
        "projects-late", 1, "Projecten met achterstand", "met achterstand", "met achterstand", "projecten",
        "Projecten van het jaar met een mijlpaal waarvan de dag voorbij is.",
        _rows(lambda rooms: (row.id for row in rooms.projects if row.late)),
    ),
    Definition(
        "money-spent", 1, "Uitgegeven", "euro uitgegeven", "euro uitgegeven", "euro, afgerond",
        "Uitgaven voor informatieveiligheid die in het jaar betaald zijn, geschrapte niet meegeteld.",
        _sum(_euro),
    ),
    Definition(
        "visits-closed", 1, "Bezoeken van de consulent", "bezoek", "bezoeken", "bezoeken",
        "Bezoeken van de gedeelde consulent die in het jaar afgesloten zijn.",
        _rows(lambda rooms: (row.id for row in rooms.visits)),
    ),
    Definition(
        "visits-hours", 1, "Uren van de consulent", "uur", "uur", "uren, afgerond",
        "Tijd van de bezoeken van het jaar samen.",
        _sum(_hours),
    ),
    *TRAININGS,
    *CONTROLS,
)  # fmt: skip
