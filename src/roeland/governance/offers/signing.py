"""The Tekenmap on Vandaag: how much waits and how long that takes."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.governance.queries import signing
from roeland.governance.values import minutes_for
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import Line
from roeland.ui import dates


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """*Tekenmap: 8 stukken, ongeveer 5 minuten*, for who signs; nothing when nothing waits."""
    if not actor.is_person:
        return []
    signed = [place for place in authority_ids if signing.signs(actor, place)]
    places = list(Authority.objects.filter(pk__in=signed)) if signed else []
    found = signing.waiting(actor, places) if places else []
    if not found:
        return []
    oldest = found[0].item.since
    note = _("Het oudste wacht sinds %(day)s.") % {"day": dates.sentence_date(oldest, year=False)}
    url = f"/{places[0].slug}/tekenmap/" if len(places) == 1 else "/tekenmap/"
    return [Line(title=summary(len(found), title=True), url=url, note=note, state="today", on=clock.today())]


def summary(count: int, *, title: bool = False) -> str:
    """*Tekenmap: 8 stukken, ongeveer 5 minuten*"""
    words = f"{dates.plural(count, 'stuk', 'stukken')}, {_('ongeveer')} {dates.minutes(minutes_for(count))}"
    return f"{_('Tekenmap')}: {words}" if title else words
