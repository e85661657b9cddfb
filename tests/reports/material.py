"""A year of invented tasks and findings, without a database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from roeland.reports.figures import FIGURES, MEETING, Material
from roeland.reports.plan import Outcome, PlanTask, units
from roeland.reports.rooms import (
    Accepting,
    AdviceFact,
    MeetingFact,
    ObjectiveFact,
    PaymentFact,
    ProjectFact,
    RequestFact,
    Rooms,
    VersionFact,
    VisitFact,
)
from roeland.reports.sections import Brief
from roeland.reports.values import FigureValue, FindingFact, Narrative, Period, Proof

AS_OF = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
PERIOD = Period(2025, AS_OF)
PROOF = Proof(
    "localhost/log/zonderbeke/1",
    48213,
    "7d1e44f0a9c2" + "0" * 52,
    "localhost/log/zonderbeke/1\n48213\nfR5E8KnC\n\n\u2014 localhost/log/zonderbeke/1 AbCdEf==\n",
    "localhost/log/zonderbeke/1+7d1e44f0+AbCdEf",
)
SECRET_TITLE = "Hersteltest van Belfortserver"
SECRET_FINDING = "Patchachterstand op Torenrouter"


def task(number: int, month: int, outcome: Outcome = Outcome.ON_TIME, **changes: object) -> PlanTask:
    """A task of 2025, owed on the tenth of the month."""
    owed = date(2025, month, 10)
    done = owed if outcome is Outcome.ON_TIME else owed + timedelta(days=9) if outcome is Outcome.LATE else None
    fields: dict[str, object] = {
        "id": UUID(int=number), "number": f"2025-{number}", "title": f"Taak {number}", "duty_id": UUID(int=1000 + number),
        "catalogue_id": "", "group": "control", "rhythm": "elke maand", "owed": owed, "limit": owed, "done_on": done,
        "outcome": outcome, "lead_role": "security_officer",
    }  # fmt: skip
    return PlanTask(**{**fields, **changes})  # type: ignore[arg-type]


def finding(number: int, title: str = SECRET_FINDING, closed: date | None = None) -> FindingFact:
    """A finding of May 2025."""
    return FindingFact(UUID(int=5000 + number), title, "zwaar", date(2025, 5, 2), date(2025, 9, 1), closed)


def rooms() -> Rooms:
    """A year in the other rooms: meetings, advice with answers, versions, a request, projects, money, visits, objectives."""
    day = date(2025, 6, 12)
    return Rooms(
        meetings=tuple(MeetingFact(UUID(int=6000 + n), date(2025, 3 + 6 * n, 10), 7, 6 - n, 3, 2, 1) for n in range(2)),
        advice=(
            AdviceFact(
                UUID(int=6100),
                "A-2025-01",
                "Poort van de Sluisfirewall dicht",
                "algemeen directeur",
                day,
                day,
                "accepted",
                "aanvaard",
                "",
                day,
            ),
            AdviceFact(
                UUID(int=6101),
                "A-2025-02",
                "Kluis verhuizen",
                "algemeen directeur",
                day,
                day,
                "refused",
                "niet gevolgd",
                "Priscilla Zwartjes regelt dit anders.",
                day,
            ),
            AdviceFact(
                UUID(int=6102),
                "A-2025-03",
                "Tweede lijn",
                "algemeen directeur",
                day,
                None,
                "",
                "wacht op antwoord",
                "",
                None,
            ),
        ),
        versions=(
            VersionFact(
                UUID(int=6200), "VPT-0001", "Technisch deel", "plan", "2.0", day, published=True, plan=True, named=True
            ),
            VersionFact(
                UUID(int=6201),
                "INC-0001",
                "Draaiboek Vestingrouter",
                "procedure",
                "1.0",
                day,
                published=False,
                plan=False,
                named=False,
            ),
        ),
        requests=(
            RequestFact(
                UUID(int=6300), "V-2025-0001", day, day, "geweigerd", granted=False, refused=True, in_time=True
            ),
        ),
        projects=(
            ProjectFact(
                UUID(int=6400),
                "P-2025-01",
                "Vervanging Havenswitch",
                "loopt",
                late=True,
                finished=False,
                granted=Decimal(9000),
                planned=Decimal(8000),
                spent=Decimal(7500),
            ),
        ),
        payments=(
            PaymentFact(UUID(int=6500), "Havenswitch", day, Decimal("7500.50")),
            PaymentFact(UUID(int=6501), "Opleiding", day, Decimal("499.50")),
        ),
        visits=tuple(VisitFact(UUID(int=6600 + n), date(2025, 1 + n, 14), 235) for n in range(12)),
        objectives=(
            ObjectiveFact(
                UUID(int=6700), "Torenwacht op orde", "tien op tien", date(2025, 12, 31), "bereikt", reached=True
            ),
        ),
        accepting=(Accepting(UUID(int=6800), "Gebruiksafspraken", day, 400, 371),),
        granted=Decimal(12000),
        bought=12 * 240,
    )


def year(extra: tuple[PlanTask, ...] = ()) -> Material:
    """Two years' worth of variety in one: most on time, some late, skipped, in review, overdue, meetings, findings."""
    tasks = [task(number, 1 + number % 12) for number in range(1, 60)]
    tasks += [task(100 + n, 2 + n, Outcome.LATE) for n in range(5)]
    tasks += [task(200, 3, Outcome.SKIPPED, reason="Was al gebeurd door Priscilla Zwartjes.")]
    tasks += [task(300, 11, Outcome.IN_REVIEW), task(400, 12, Outcome.TO_COME)]
    tasks += [task(500, 9, Outcome.OVERDUE, title=SECRET_TITLE, group="ict", lead_role="ict_head")]
    tasks += [task(600 + n, 3 + 6 * n, catalogue_id=MEETING, group="governance", title="Vergadering") for n in range(2)]
    tasks += [task(700, 6, Outcome.OVERDUE, title="Forensisch onderzoek Klokkenzaal", restricted=True)]
    tasks += extra
    found = (finding(1), finding(2, "Wachtwoordlijst op Schouwburgbord", date(2025, 8, 1)))
    return Material(PERIOD, units(tasks), found, rooms())


def brief(material: Material | None = None, *, frozen: bool = True, **changes: object) -> Brief:
    """A brief as freezing makes it."""
    counted = material or year()
    values = {}
    for key, figure in FIGURES.items():
        found = figure.count(counted)
        values[key] = FigureValue(
            key,
            figure.title,
            figure.unit,
            figure.text,
            figure.query,
            figure.version,
            {"year": 2025},
            found.value,
            found.ids,
            40,
        )
    fields: dict[str, object] = {
        "authority": "Zonderbeke, gemeente en OCMW", "material": counted, "figures": values, "demo": True,
        "narrative": Narrative({"samenvatting": "Het ging goed."}, {"open-punten": "De Belfortserver volgt in maart."}),
        "proof": PROOF if frozen else None, "frozen_at": AS_OF if frozen else None,
    }  # fmt: skip
    return Brief(**{**fields, **changes})  # type: ignore[arg-type]
