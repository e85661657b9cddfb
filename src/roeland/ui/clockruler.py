"""A statutory clock as the page shows it: the moments of its ruler, its state in words, the band around it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.ui import dates
from roeland.ui.components import Ground, Place, Verb

_MANY_DAYS = 8
_SHORT = 0.25
_MINUTE = timedelta(minutes=1)


class ClockState(StrEnum):
    """How a clock stands; SHORT is running with less than a quarter left."""

    RUNNING = "running"
    SHORT = "short"
    PAUSED = "paused"
    STOPPED = "stopped"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class RulerEvent:
    """Something that happened while the clock ran; an empty label shows only the ring."""

    at: datetime
    label: str = ""


@dataclass(frozen=True, slots=True)
class ClockRuler:
    """Aware moments; `stopped_at` for a stopped clock, `pauses` as (from, to or None while it lasts)."""

    start: datetime
    end: datetime
    now: datetime
    paused: bool = False
    stopped_at: datetime | None = None
    events: tuple[RulerEvent, ...] = ()
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def state(self) -> ClockState:
        """Follows from the moments."""
        if self.stopped_at:
            return ClockState.STOPPED
        if self.paused:
            return ClockState.PAUSED
        if self.now >= self.end:
            return ClockState.PASSED
        return ClockState.SHORT if self.end - self.now < (self.end - self.start) * _SHORT else ClockState.RUNNING

    @property
    def reached(self) -> datetime:
        """Where the filled part ends."""
        return min(self.stopped_at or self.now, self.end)

    @property
    def left(self) -> timedelta:
        """Time left; negative once passed."""
        return self.end - (self.stopped_at or self.now)

    @property
    def spent(self) -> timedelta:
        """Time gone by, a begun minute counting whole: with `left`, which drops it, the two sum to the whole term."""
        return -((self.start - self.reached) // _MINUTE) * _MINUTE

    def share(self, moment: datetime) -> float:
        """0 at the start, 1 at the end."""
        total = (self.end - self.start).total_seconds()
        return min(1.0, max(0.0, (moment - self.start).total_seconds() / total)) if total > 0 else 1.0

    def midnights(self) -> list[datetime]:
        """Borders of Belgian days within the clock."""
        found: list[datetime] = []
        day = clock.local(self.start).date() + timedelta(days=1)
        step = max(1, (self.end - self.start).days // _MANY_DAYS)
        while (border := clock.at_local(day)) < self.end:
            found.append(border)
            day += timedelta(days=step)
        return found

    @property
    def sentence(self) -> str:
        """The ruler in words, for the description."""
        start, end = dates.list_moment(self.start), dates.list_moment(self.end)
        spent = dates.span(self.spent)
        if self.state is ClockState.STOPPED:
            return _("Begonnen op %(start)s, gestopt na %(spent)s. Het einde was %(end)s.") % {
                "start": start,
                "spent": spent,
                "end": end,
            }
        if self.state is ClockState.PASSED:
            return _("Begonnen op %(start)s. De termijn eindigde op %(end)s en is %(span)s verstreken.") % {
                "start": start,
                "end": end,
                "span": dates.span(self.left),
            }
        words = _("Begonnen op %(start)s, %(spent)s verlopen, nog %(left)s tot %(end)s.")
        words %= {"start": start, "spent": spent, "left": dates.span(self.left), "end": end}
        return _("De klok staat stil.") + f" {words}" if self.state is ClockState.PAUSED else words


@dataclass(frozen=True, slots=True)
class ClockBand:
    """The band of one clock: what runs, why, how long, who was warned and what to decide."""

    title: str
    ruler: ClockRuler
    url: str = ""
    place: Place | None = None
    ground: Ground | None = None
    why: str = ""
    until: str = ""
    rule: str = ""
    warned: tuple[str, ...] = ()
    verbs: tuple[Verb, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The big figures."""
        return dates.time_parts(self.ruler.left)

    @property
    def state_words(self) -> str:
        """Words before the figures when the clock does not simply run."""
        return {
            ClockState.PAUSED: _("gepauzeerd, nog"),
            ClockState.STOPPED: _("gestopt, er bleef"),
            ClockState.PASSED: _("verstreken,"),
        }.get(self.ruler.state, "")

    @property
    def state_after(self) -> str:
        """Words after the figures."""
        return _("te laat") if self.ruler.state is ClockState.PASSED else ""

    @property
    def foot(self) -> str:
        """Rule in words and who was warned."""
        warned = _("Verwittigd: %(names)s.") % {"names": ", ".join(self.warned)} if self.warned else ""
        return f"{self.rule} {warned}".strip()

    @property
    def css(self) -> str:
        """Class of the band."""
        return f"clock clock-{self.ruler.state.value}"
