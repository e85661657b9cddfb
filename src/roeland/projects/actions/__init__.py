"""Every write of this room, one module per part; each verb states exactly one fact."""

from roeland.projects.actions.intake import advise_dpia, answer_intake, decline_measure, seal_intake, take_measure
from roeland.projects.actions.money import record_payment, set_budget, set_year_budget, strike_payment, write_case
from roeland.projects.actions.parts import (
    add_milestone,
    change_milestone,
    drop_milestone,
    note_days,
    reach_milestone,
    write_plan,
)
from roeland.projects.actions.portfolio import (
    approve,
    change_programme,
    change_project,
    close_programme,
    move,
    present,
    propose,
    send_back,
    start_programme,
)

__all__ = [
    "add_milestone",
    "advise_dpia",
    "answer_intake",
    "approve",
    "change_milestone",
    "change_programme",
    "change_project",
    "close_programme",
    "decline_measure",
    "drop_milestone",
    "move",
    "note_days",
    "present",
    "propose",
    "reach_milestone",
    "record_payment",
    "seal_intake",
    "send_back",
    "set_budget",
    "set_year_budget",
    "start_programme",
    "strike_payment",
    "take_measure",
    "write_case",
    "write_plan",
]
