"""What time does with questions and mandates: mail who is asked, note silence after the term or wait for who was away, end mandates whose
days are over.

The mail says that there is a task and nothing else: no subject, no case, not even which part of Roeland.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from roeland.acceptance.queries.audience import mailbox
from roeland.acceptance.queries.rounds import at_work
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused, batch
from roeland.logs.actions import openings, questions, reopening
from roeland.logs.models import Opening, Question
from roeland.logs.queries.absences import whole_term
from roeland.logs.values import CaseState
from roeland.people.queries import who_get_in

log = logging.getLogger("roeland.logs.jobs")


def keep_up() -> int:
    """Everything that is due in every authority; how many things were done. One authority that fails stops no other."""
    done = 0
    for authority in Authority.everything.order_by("slug"):
        try:
            done += _of(authority)
        except Exception:
            log.exception("questions of authority %s failed", authority.pk)
    return done


def _of(authority: Authority) -> int:
    actor, now = Actor.system("worker", [authority.pk]), clock.now()
    with scope(actor, [authority]):
        open_ = Question.objects.filter(authority=authority, answered_at=None)
        asked = open_.filter(withdrawn_at=None, case__state=CaseState.ASKED)
        there = asked.filter(person__in=who_get_in())  # nobody is silent, or mailed, who cannot answer
        late = there.filter(due__lt=clock.today(), mailed_at__isnull=False, escalated_at=None)
        over = list(late.select_related("authority"))
        ended = list(Opening.objects.filter(authority=authority, ended_at=None, until__lte=now))
        to_mail = list(there.filter(mailed_at=None).select_related("person__account", "authority"))
        gone = open_.filter(withdrawn_at__isnull=False, mailed_at__isnull=False, told_at=None)
        to_tell = list(gone.select_related("person__account", "authority"))
        if (to_mail or to_tell) and not at_work(authority, now):
            to_mail, to_tell = [], []
        return (
            _each(over, lambda row: _over(actor, row))
            + _each(ended, lambda row: openings.end_opening(actor, opening=row))
            + _mail(actor, to_mail, questions.mailed, message)
            + _mail(actor, to_tell, reopening.withdrawal_mailed, gone_message)
        )


def _over(actor: Actor, row: Question) -> Question:
    """What comes of a question whose term is over: silence, unless the worker was away all of it."""
    away = whole_term(row)
    if away is None:
        return questions.escalate(actor, question=row)
    return (questions.extend if away.back else questions.hold)(actor, question=row)


def _each(rows: Iterable[Any], do: Callable[[Any], object]) -> int:
    done = 0
    for row in rows:
        try:
            do(row)
        except Refused:  # another worker was first, or it is held already
            continue
        done += 1
    return done


def _mail(
    actor: Actor,
    rows: Iterable[Question],
    keep: Callable[..., Question],
    words: Callable[[Authority, str, int], EmailMessage],
) -> int:
    """One mail for each worker, however much he is asked at once. How many questions were told."""
    found: dict[tuple[Any, str], list[Question]] = defaultdict(list)
    for row in rows:
        if row.person and (address := mailbox(row.person)):
            found[row.person_id, address].append(row)
    return sum(
        _told(actor, some, keep, words(some[0].authority, address, len(some)))
        for (_who, address), some in found.items()
    )


def _told(actor: Actor, rows: list[Question], keep: Callable[..., Question], mail: EmailMessage) -> int:
    """State and send in one transaction: when the mail does not leave, nothing was stated."""
    try:
        with batch():
            for row in rows:
                keep(actor, question=row)
            mail.send()
    except Refused:  # another worker was first with one of them: the others go next time
        return 0
    except OSError:
        log.exception("mail about question %s failed", rows[0].pk)
        return 0
    return len(rows)


def message(authority: Authority, address: str, count: int = 1) -> EmailMessage:
    """The mail: that there is a task, or how many, and where."""
    subject = _("Taak in Roeland") if count == 1 else _("%(count)s taken in Roeland") % {"count": count}
    return EmailMessage(subject=subject, body=f"{subject}: {_where(authority)}\n", to=[address])


def gone_message(authority: Authority, address: str, count: int = 1) -> EmailMessage:
    """The mail: that a task is gone, or how many, and nothing asks anything any more."""
    if count == 1:
        subject, body = _("Taak in Roeland vervallen"), _("Een taak in Roeland is vervallen.")
    else:
        subject = _("%(count)s taken in Roeland vervallen") % {"count": count}
        body = _("%(count)s taken in Roeland zijn vervallen.") % {"count": count}
    body = _("%(what)s Je hoeft niets te doen: %(url)s") % {"what": body, "url": _where(authority)}
    return EmailMessage(subject=subject, body=body + "\n", to=[address])


def _where(authority: Authority) -> str:
    return f"{settings.CONFIG.base_url.rstrip('/')}/{authority.slug}/"
