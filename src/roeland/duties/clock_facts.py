"""What happens to a statutory clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from roeland.duties.fact_bases import Reasoned, Titled


@dataclass(frozen=True, kw_only=True)
class ClockStarted(Titled):
    code = "duties:clock:started"
    sentence = "startte de klok “{title}”, tot {due_at}"
    clock_id: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClockNoted(Titled):
    code = "duties:clock:noted"
    sentence = "noteerde bij de klok “{title}”: {text}"
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ClockWarned(Titled):
    code = "duties:clock:warned"
    sentence = "verwittigde {to} over de klok “{title}”"
    to: str


@dataclass(frozen=True, kw_only=True)
class ClockPaused(Reasoned):
    code = "duties:clock:paused"
    sentence = "pauzeerde de klok “{title}”: {reason}"


@dataclass(frozen=True, kw_only=True)
class ClockResumed(Titled):
    code = "duties:clock:resumed"
    sentence = "liet de klok “{title}” verder lopen, tot {due_at}"
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClockStopped(Titled):
    code = "duties:clock:stopped"
    sentence = "stopte de klok “{title}”: {proof}"
    proof: str
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class NotNotifyingProposed(Reasoned):
    code = "duties:clock:not-notifying-proposed"
    sentence = "stelde voor om “{title}” niet te melden: {reason}"


@dataclass(frozen=True, kw_only=True)
class NotNotifyingAdvised(Reasoned):
    code = "duties:clock:not-notifying-advised"
    sentence = "gaf advies over niet melden van “{title}”: {reason}"
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class NotNotifyingDecided(Reasoned):
    code = "duties:clock:not-notifying-decided"
    sentence = "besliste over niet melden van “{title}”: {reason}"
    notify: bool
