"""What time does to files of sources: folders are looked at, late files become tasks, terms end."""

from __future__ import annotations

import logging
from collections.abc import Callable

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import inbox, keys, lateness, library, store
from roeland.logs.actions import deliveries as verbs
from roeland.logs.leftovers import tidy
from roeland.logs.models import Delivery
from roeland.logs.values import DeliveryState

log = logging.getLogger("roeland.logs.jobs")


def look_in_folders() -> int:
    """Take files that stand in the folders of sources; the number of files."""
    return _each(inbox.look)


def notice_late() -> int:
    """Late files become tasks, delivered ones lose theirs; the number of tasks."""
    return _each(lateness.notice)


def end_terms() -> int:
    """Blank raw files, destroy keys, delete consultations and refused files whose term is over; clear what a killed import left; how many things."""
    return _each(_end)


def _each(do: Callable[[Authority], int]) -> int:
    """In every authority; one that fails stops no other."""
    done = 0
    for authority in Authority.everything.order_by("slug"):
        try:
            done += do(authority)
        except Exception:
            log.exception("log intake of authority %s failed", authority.pk)
    return done


def _end(authority: Authority) -> int:
    actor, today, done = Actor.system("logs", [authority.pk]), clock.today(), inbox.forget_refused(authority)
    with scope(actor, [authority]):
        if not Delivery.objects.filter(authority=authority).exists():
            return done
        for row in Delivery.objects.filter(authority=authority, state=DeliveryState.READ, keep_until__lt=today):
            done += _tried(lambda row=row: verbs.blank_delivery(actor, delivery=row))  # type: ignore[misc]
        for key in keys.ended(authority.pk, today):
            done += _tried(lambda key=key: verbs.destroy_key(actor, authority=authority, key_id=key.id))  # type: ignore[misc]
        before = library.store_term(today)
        if any(day < before for day in store.days(authority.pk)):
            done += _tried(lambda: verbs.forget_consultations(actor, authority=authority, before=before))
        return done + tidy(authority)


def _tried(verb: Callable[[], object]) -> int:
    try:
        verb()
    except Refused:
        return 0
    return 1
