"""What time does in this room. Each job looks in the data for what is due, so a missed or doubled tick changes nothing."""

from roeland.duties.jobs.erasing import finish_erasures
from roeland.duties.jobs.expiry import notice_expired
from roeland.duties.jobs.planning import plan_ahead
from roeland.duties.jobs.reminders import remind
from roeland.duties.jobs.warnings import warn_of_clocks

__all__ = ["finish_erasures", "notice_expired", "plan_ahead", "remind", "tick", "warn_of_clocks"]


def tick() -> int:
    """Everything that is due now; the number of things done."""
    return plan_ahead() + notice_expired() + warn_of_clocks() + remind()
