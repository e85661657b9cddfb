"""Tables of duties: the plan, its tasks and evidence, findings, clocks, costs, and what a person asked of Roeland."""

from roeland.duties.models.clocks import Clock, ClockEvent
from roeland.duties.models.extras import CostLine, Finding, ReminderMark, ReminderPreference, VisitMark
from roeland.duties.models.plan import Duty
from roeland.duties.models.tasks import Evidence, Task, TaskComment, TaskCounter

__all__ = [
    "Clock",
    "ClockEvent",
    "CostLine",
    "Duty",
    "Evidence",
    "Finding",
    "ReminderMark",
    "ReminderPreference",
    "Task",
    "TaskComment",
    "TaskCounter",
    "VisitMark",
]
