"""The rules of an authority: which count now, and which versions there were."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from uuid import UUID

from django.db.models import QuerySet

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.logs.models import RuleSet, Run
from roeland.logs.rules import P
from roeland.logs.values import RuleState
from roeland.people.actors import holders_in
from roeland.scrutiny import rulebook
from roeland.scrutiny.rulebook import Rulebook

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
    rows: QuerySet[RuleSet] = RuleSet.objects.filter(authority=authority).select_related(
        "authority", "made_by", "live_by"
    )
    return rows


def version(authority: Authority, pk: UUID) -> RuleSet | None:
    """One version; None when absent or closed to this reader."""
    return versions(authority).filter(pk=pk).first()


def shipped_text() -> str:
    """The rules that come with Roeland, as they are written."""
    return resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")


def next_version(authority: Authority) -> str:
    """A version that this authority never used: the day with a number, as `2026-11-22.1`."""
    day = f"{clock.today():%Y-%m-%d}"
    used = {rulebook.shipped().version, *versions(authority).values_list("version", flat=True)}
    return next(name for number in range(1, len(used) + 2) if (name := f"{day}.{number}") not in used)


def keepers(authority: Authority) -> set[UUID]:
    """Who may take rules into use here today: the second pair of eyes is among them."""
    roles = {role for role in RIGHTS.roles if RIGHTS.of([role]).holds(P.RULES)}
    return {holder.person_id for holder in holders_in([authority.pk], clock.today(), roles)}


def last_run(authority: Authority) -> Run | None:
    """The control of the last month that was controlled, for how often each rule explained."""
    found: Run | None = Run.objects.filter(authority=authority).first()
    return found
