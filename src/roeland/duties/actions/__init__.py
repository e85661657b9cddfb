"""Every write of this room, one function per verb; each states exactly one fact."""

from roeland.duties.actions.clocks import (
    advise,
    decide,
    note_clock,
    pause_clock,
    propose_not_notifying,
    resume_clock,
    start_clock,
    stop_clock,
    warn,
)
from roeland.duties.actions.costs import add_cost, remove_cost
from roeland.duties.actions.erasing import erase_evidence
from roeland.duties.actions.evidence import attach_file, attach_link, attach_text, remove_evidence
from roeland.duties.actions.extras import (
    choose_everywhere,
    choose_reminders,
    close_finding,
    mark_visit,
    open_finding,
    reminders_sent,
)
from roeland.duties.actions.making import make_task, make_way, plan_task, signal_failed, trigger_task
from roeland.duties.actions.plan import (
    adapt_duty,
    add_duty,
    adopt,
    adopt_selection,
    decline,
    link_mandate,
    stop_duty,
)
from roeland.duties.actions.review import accept, reject, reopen
from roeland.duties.actions.work import claim, comment, fulfil, hand_in, may_do, pass_on, postpone, skip, withdraw

__all__ = [
    "accept",
    "adapt_duty",
    "add_cost",
    "add_duty",
    "adopt",
    "adopt_selection",
    "advise",
    "attach_file",
    "attach_link",
    "attach_text",
    "choose_everywhere",
    "choose_reminders",
    "claim",
    "close_finding",
    "comment",
    "decide",
    "decline",
    "erase_evidence",
    "fulfil",
    "hand_in",
    "link_mandate",
    "make_task",
    "make_way",
    "mark_visit",
    "may_do",
    "note_clock",
    "open_finding",
    "pass_on",
    "pause_clock",
    "plan_task",
    "postpone",
    "propose_not_notifying",
    "reject",
    "reminders_sent",
    "remove_cost",
    "remove_evidence",
    "reopen",
    "resume_clock",
    "signal_failed",
    "skip",
    "start_clock",
    "stop_clock",
    "stop_duty",
    "trigger_task",
    "warn",
    "withdraw",
]
