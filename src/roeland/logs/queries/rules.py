"""The rules of an authority: which count now, and which versions there were."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs.engine import rulebook
from roeland.logs.engine.rulebook import Rulebook
from roeland.logs.models import RuleSet
from roeland.logs.values import RuleState

KEPT = 32  # parsed texts that stay in memory

parsed = lru_cache(KEPT)(rulebook.parse)  # a version never changes once it is live


def live_row(authority: Authority) -> RuleSet | None:
    """The version that counts; None when the shipped rules do. Whoever reads: every control runs by them."""
    with scope(Actor.system("rules", [authority.pk]), [authority.pk]):
        found: RuleSet | None = RuleSet.objects.filter(authority=authority, state=RuleState.LIVE).first()
    return found


def live(authority: Authority) -> Rulebook:
    """The rules that count in an authority now. One statement."""
    row = live_row(authority)
    return parsed(row.text) if row else rulebook.shipped()


def live_version(authority: Authority) -> str:
    """How a control calls the rules that it ran by. One statement."""
    row = live_row(authority)
    return row.version if row else rulebook.shipped().version


def versions(authority: Authority) -> QuerySet[RuleSet]:
    """Every version in sight, the newest first, with who made it and who let it go live."""
    rows: QuerySet[RuleSet] = RuleSet.objects.filter(authority=authority).select_related("authority", "made_by")
    return rows


def version(authority: Authority, pk: UUID) -> RuleSet | None:
    """One version; None when absent or closed to this reader."""
    return versions(authority).filter(pk=pk).first()
