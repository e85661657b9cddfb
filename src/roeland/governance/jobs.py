"""What time does in this room."""

import logging
from datetime import timedelta

from roeland.duties import actions as duties
from roeland.governance import actions
from roeland.governance.queries import files, objectives
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused

log = logging.getLogger("roeland.governance.jobs")


def measure_monthly() -> int:
    """Give every automatic indicator its figure of this month; how many were measured. One that fails stops no other."""
    made = 0
    for authority in Authority.everything.order_by("slug"):
        actor = Actor.system("worker", [authority.pk])
        with scope(actor, [authority]):
            for row in objectives.due_for_measuring(authority, clock.today()):
                try:
                    actions.measure_automatically(actor, indicator=row)
                except Refused:
                    log.warning("indicator %s was not measured", row.pk)
                else:
                    made += 1
    return made


def notice_certificates() -> int:
    """Make a task of every certificate that ends within sixty days, for its holder; how many. Never twice for one certificate."""
    made, today = 0, clock.today()
    for authority in Authority.everything.order_by("slug"):
        actor = Actor.system("worker", [authority.pk])
        with scope(actor, [authority]):
            for row in files.to_renew(authority, today):
                duties.make_task(
                    actor,
                    authority=authority,
                    title=f"Certificaat vernieuwen: {row.title}"[:240],
                    due=max((row.expires_on or today) - timedelta(days=14), today + timedelta(days=7)),
                    person=row.file.mandate.person,
                    audience="mandates",
                    source_kind=files.CERTIFICATE,
                    source_id=row.pk,
                )
                made += 1
    return made
