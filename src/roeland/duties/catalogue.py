"""The catalogue of duties, `data/duties.yaml`, typed and checked; the clocks beside it.

Pure. Loading fails on the first thing that is wrong, naming the row: a data file is code that lawyers may write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from roeland.duties import recurrence
from roeland.duties.clock_catalogue import CatalogueClock, clock_decision, clocks, parse_clock
from roeland.duties.grounds import Check, Ground, GroundKind, cadence_ground, strongest
from roeland.duties.sources import BadCatalogueError, grounds_of, read_data

__all__ = [
    "BadCatalogueError",
    "CatalogueClock",
    "CatalogueDuty",
    "catalogue",
    "clock_decision",
    "clocks",
    "parse_clock",
    "parse_duty",
]

STARTERS = 25


@dataclass(frozen=True)
class Trigger:
    """The event that starts a duty, and how soon the work is due after (or that it comes before) it."""

    event: str
    event_nl: str
    within_days: int | None
    before_start: bool
    check: Check


@dataclass(frozen=True)
class CatalogueDuty:
    """One offered duty. `minutes` is one occurrence; `rule` is empty for a duty that only an event starts."""

    id: str
    title: str
    group: str
    group_nl: str
    minutes: int
    rule: str
    max_gap_days: int | None
    statutory: bool
    starter: bool
    lead: str
    approve: str
    involved: tuple[str, ...]
    applies_to: tuple[str, ...]
    visibility: str
    grounds: tuple[Ground, ...]
    cadence_source: GroundKind
    evidence: tuple[str, ...]
    separation: bool = False
    separation_reason: str = ""
    needs_room: str = ""
    signal: bool = False
    signal_event: str = ""
    trigger: Trigger | None = None
    condition: str = ""
    instruction: str = ""
    note: str = ""
    events_per_year: float = 0.0

    @property
    def ground(self) -> Ground:
        """The strongest ground as a reader may see it."""
        found = strongest(self.grounds)
        assert found is not None  # loading refuses a duty without ground
        return found

    @property
    def interval_ground(self) -> Ground | None:
        """The ground that asks the interval, None when it is only proposed."""
        return cadence_ground(self.grounds, self.cadence_source)

    @property
    def per_year(self) -> float:
        """Times a year: by the rule, by the estimate for events, none for a signal that only speaks when it fails."""
        if self.signal:
            return 0.0
        return recurrence.per_year(self.rule) if self.rule else self.events_per_year

    @property
    def minutes_per_year(self) -> float:
        """Working time in a year."""
        return self.per_year * self.minutes

    @property
    def interval_nl(self) -> str:
        """The rhythm in Dutch words."""
        if self.signal:
            return "bij een mislukte controle"
        if not self.rule and self.trigger:
            return f"bij {self.trigger.event_nl}"
        return recurrence.in_words(self.rule)


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value or "")


def _trigger(row: Mapping[str, Any] | None, events: Mapping[str, str]) -> Trigger | None:
    if row is None:
        return None
    return Trigger(
        row["event"], events[row["event"]], row.get("within_days"), bool(row.get("before_start")), _within_check(row)
    )


def _within_check(row: Mapping[str, Any]) -> Check:
    """`within_check` names a ground kind or a check; only how sure we are is kept."""
    word = row.get("within_check", "none")
    return {"law": Check.PRIMARY, "framework": Check.PUBLISHER}.get(word) or Check(word)


def _approver(who: Mapping[str, Any], *, separation: bool) -> str:
    """Who accepts: the role that approves, signs or witnesses; else the officer. The officer's own work closes by itself, or
    goes to the general director where doer and approver must differ: nobody else could accept it."""
    named = _first(who.get("approve")) or _first(who.get("sign")) or _first(who.get("witness"))
    if named or who["lead"] != "security_officer":
        return named or "security_officer"
    return "general_director" if separation else ""


def parse_duty(row: Mapping[str, Any], meta: Mapping[str, Any]) -> CatalogueDuty:
    """One row of duties.yaml. Raises BadCatalogueError."""
    try:
        who, trigger = row["who"], _trigger(row.get("trigger"), meta["events"])
        duty = CatalogueDuty(
            id=row["id"],
            title=row["title_nl"],
            group=row["group"],
            group_nl=meta["group"][row["group"]],
            minutes=int(row["minutes"]),
            rule=recurrence.validate(row["rrule"]) if "rrule" in row else "",
            max_gap_days=row.get("max_gap_days"),
            statutory=bool(row.get("statutory")),
            starter=bool(row.get("starter")),
            lead=who["lead"],
            approve=_approver(who, separation=bool(row.get("separation"))),
            involved=tuple(who.get("with", ())),
            applies_to=tuple(row["applies_to"]),
            visibility=row.get("visibility", "control_plan"),
            grounds=grounds_of(row["basis"]),
            cadence_source=GroundKind(row.get("cadence_source", "proposal")),
            evidence=tuple(row["evidence_nl"]),
            separation=bool(row.get("separation")),
            separation_reason=row.get("separation_nl", ""),
            needs_room=row.get("needs_room", ""),
            signal=bool(row.get("signal")),
            signal_event=row.get("signal_event", ""),
            trigger=trigger,
            condition=row.get("condition", ""),
            instruction=row.get("instruction_nl", ""),
            note=row.get("note_nl", ""),
            events_per_year=float(row.get("per_year", 0)),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadCatalogueError(f"duties.yaml, {row.get('id', '?')}: {error!r}") from error
    _check(duty)
    return duty


def _check(duty: CatalogueDuty) -> None:
    faults = {
        "no rule and no trigger": not duty.rule and duty.trigger is None,
        "no ground": not duty.grounds,
        "no evidence": not duty.evidence,
        "minutes out of range": not 5 <= duty.minutes <= 60 * 80,  # noqa: PLR2004 -- two working weeks
        "separation without reason": duty.separation != bool(duty.separation_reason),
        "trigger without room": duty.trigger is not None and not duty.needs_room,
        "signal without event": duty.signal != bool(duty.signal_event),
        "a signal is no starter": duty.signal and duty.starter,
    }
    wrong = [text for text, is_wrong in faults.items() if is_wrong]
    if wrong:
        raise BadCatalogueError(f"duties.yaml, {duty.id}: {', '.join(wrong)}")


@cache
def catalogue() -> dict[str, CatalogueDuty]:
    """Every offered duty by id, in the order of the file."""
    data = read_data("duties.yaml")
    duties = [parse_duty(row, data["meta"]) for row in data["duties"]]
    found = {duty.id: duty for duty in duties}
    if len(found) != len(duties):
        raise BadCatalogueError("duties.yaml: an id stands twice")
    if sum(duty.starter for duty in duties) != STARTERS:
        raise BadCatalogueError(f"duties.yaml: exactly {STARTERS} duties are starters")
    return found


@cache
def groups() -> dict[str, str]:
    """Group id to Dutch label, in the order in which groups are shown."""
    return dict(read_data("duties.yaml")["meta"]["group"])


@cache
def event_names() -> dict[str, str]:
    """Event id to Dutch words."""
    return dict(read_data("duties.yaml")["meta"]["events"])


@cache
def edition() -> str:
    """The edition of the catalogue, an ISO date."""
    return str(read_data("duties.yaml")["meta"]["version"])


def starters() -> list[CatalogueDuty]:
    """The duties that are proposed ticked."""
    return [duty for duty in catalogue().values() if duty.starter]


def signals() -> dict[str, CatalogueDuty]:
    """Signal event to the duty it wakes."""
    return {duty.signal_event: duty for duty in catalogue().values() if duty.signal}


def triggered_by(event: str) -> list[CatalogueDuty]:
    """Duties that an event starts."""
    return [duty for duty in catalogue().values() if duty.trigger and duty.trigger.event == event]
