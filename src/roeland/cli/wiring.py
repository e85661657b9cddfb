"""What the worker runs: the jobs of the rooms (what time does), in one table."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """`run()` returns how many things it did; it looks in the data for what is due, so a missed tick loses nothing."""

    name: str
    every: int  # seconds
    run: Callable[[], int]


def jobs() -> tuple[Job, ...]:
    """All jobs, in the order in which a tick runs them."""
    from roeland.acceptance import jobs as acceptance
    from roeland.acceptance.handlers import HANDLERS as ACCEPTANCE
    from roeland.documents import jobs as documents
    from roeland.documents.handlers import HANDLERS as DOCUMENTS
    from roeland.documents.output import seal_approved
    from roeland.duties import jobs as duties  # models load only once Django has started
    from roeland.duties.handlers import HANDLERS
    from roeland.governance import jobs as governance
    from roeland.knowledge.handlers import HANDLERS as KNOWLEDGE
    from roeland.ledger import jobs as ledger
    from roeland.ledger.outbox import drain
    from roeland.logs.handlers import HANDLERS as LOGS
    from roeland.logs.jobs import intake as log_intake
    from roeland.logs.jobs import questions as log_questions
    from roeland.logs.jobs import retention as log_retention
    from roeland.logs.jobs import reviewers as log_reviewers
    from roeland.meetings import jobs as meetings
    from roeland.meetings.handlers import HANDLERS as MEETINGS
    from roeland.reports.handlers import HANDLERS as REPORTS
    from roeland.visits import jobs as visits

    return (
        Job("handlers", 5, lambda: drain(HANDLERS + DOCUMENTS + ACCEPTANCE + KNOWLEDGE + LOGS + MEETINGS + REPORTS)),
        Job("plan-ahead", 600, duties.plan_ahead),
        Job("expired-mandates", 3600, duties.notice_expired),
        Job("clock-warnings", 60, duties.warn_of_clocks),
        Job("indicators", 21600, governance.measure_monthly),
        Job("certificates", 21600, governance.notice_certificates),
        Job("reminders", 300, duties.remind),
        Job("erasures", 3600, duties.finish_erasures),
        Job("document-papers", 20, seal_approved),
        Job("document-reviews", 3600, documents.notice_review),
        Job("deviations", 3600, documents.mind_deviations),
        Job("reading-mails", 300, acceptance.remind),
        Job("meeting-invitations", 30, meetings.send_invitations),
        Job("hand-overs", 600, visits.hand_over),
        Job("log-folders", 60, log_intake.look_in_folders),
        Job("log-late-files", 3600, log_intake.notice_late),
        Job("log-questions", 60, log_questions.keep_up),
        Job("log-reviewers", 3600, log_reviewers.keep_reviewers),
        Job("log-retention", 21600, log_retention.forget),
        Job("log-terms", 21600, log_intake.end_terms),
        Job("ledger-audit", 1800, ledger.self_audit),
        Job("ledger-checkpoints", ledger.EVERY, ledger.sign_checkpoints),
        Job("sessions", 3600, forget_sessions),
    )


def forget_sessions() -> int:
    """Delete expired sessions; the number deleted."""
    from django.contrib.sessions.models import Session

    from roeland.kernel import clock

    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
