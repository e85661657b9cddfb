"""A year of invented tasks and findings, without a database."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from roeland.reports.figures import FIGURES, MEETING, Material
from roeland.reports.plan import Outcome, PlanTask, units
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
    return Material(
        PERIOD, units(tasks), (finding(1), finding(2, "Wachtwoordlijst op Schouwburgbord", date(2025, 8, 1)))
    )


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
