"""What figures are counted in (`Material`) and what a figure is (`Definition`). Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from roeland.reports.plan import Unit
from roeland.reports.rooms import Rooms
from roeland.reports.values import Counted, FindingFact, Period

MEETING = "meet-security-service"  # id in the catalogue of duties
UNIT_TASKS = "taken; wat vaker dan maandelijks terugkomt, telt één keer per maand"
UNIT_MEETINGS = "vergaderingen"
UNIT_FINDINGS = "bevindingen"


@dataclass(frozen=True, slots=True)
class Material:
    """What is counted in: the plan of the year in units, its findings, and what other rooms told."""

    period: Period
    plan: tuple[Unit, ...] = ()
    findings: tuple[FindingFact, ...] = ()
    rooms: Rooms = field(default_factory=Rooms)

    @property
    def meetings(self) -> tuple[Unit, ...]:
        """Units of the meeting of the security service."""
        return tuple(unit for unit in self.plan if unit.head.catalogue_id == MEETING)


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure: `title` above it, `one`/`many` behind the number in a sentence, `text` what it counts."""

    key: str
    version: int
    title: str
    one: str
    many: str
    unit: str
    text: str
    count: Callable[[Material], Counted]
    headline: bool = False

    @property
    def query(self) -> str:
        """The name that a freeze keeps."""
        return f"reports.annual.{self.key}"
