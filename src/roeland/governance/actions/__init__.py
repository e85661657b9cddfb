"""Every write of this room, one module per part; each verb states exactly one fact."""

from roeland.governance.actions.advice import answer, change, close, draft, follow_up, give
from roeland.governance.actions.management import begin_report, freeze_report, write_report
from roeland.governance.actions.objectives import (
    add_indicator,
    change_objective,
    close_objective,
    measure,
    measure_automatically,
    set_objective,
)
from roeland.governance.actions.signing import confirm_sitting

__all__ = [
    "add_indicator",
    "answer",
    "begin_report",
    "change",
    "change_objective",
    "close",
    "close_objective",
    "confirm_sitting",
    "draft",
    "follow_up",
    "freeze_report",
    "give",
    "measure",
    "measure_automatically",
    "set_objective",
    "write_report",
]
