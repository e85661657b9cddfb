"""Every write of this room, one module per part; each verb states exactly one fact."""

from roeland.governance.actions.advice import answer, change, close, draft, follow_up, give
from roeland.governance.actions.contacts import add_contact, change_contact, check_contact, end_contact
from roeland.governance.actions.files import declare, keep_certificate, open_file, record_training
from roeland.governance.actions.management import begin_report, freeze_report, write_report
from roeland.governance.actions.messages import change_message, drop_message, finish_message, plan_message
from roeland.governance.actions.objectives import (
    add_indicator,
    change_objective,
    close_objective,
    measure,
    measure_automatically,
    set_objective,
)
from roeland.governance.actions.quotes import choose_quote, keep_quote, remove_quote
from roeland.governance.actions.signing import confirm_sitting
from roeland.governance.actions.trainings import drop_training, follow_training, plan_training

__all__ = [
    "add_contact",
    "add_indicator",
    "answer",
    "begin_report",
    "change",
    "change_contact",
    "change_message",
    "change_objective",
    "check_contact",
    "choose_quote",
    "close",
    "close_objective",
    "confirm_sitting",
    "declare",
    "draft",
    "drop_message",
    "drop_training",
    "end_contact",
    "finish_message",
    "follow_training",
    "follow_up",
    "freeze_report",
    "give",
    "keep_certificate",
    "keep_quote",
    "measure",
    "measure_automatically",
    "open_file",
    "plan_message",
    "plan_training",
    "record_training",
    "remove_quote",
    "set_objective",
    "write_report",
]
