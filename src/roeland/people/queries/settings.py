"""What an authority has set: names of roles, hours, working week, closing days. Readable for whoever works there."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import Scope, scope
from roeland.people.models import AuthorityProfile, ClosingDay, LegalEntity, RoleSetting, WorkingHours


def role_names(authority: Authority) -> dict[str, str]:
    """Role id -> what this authority calls it, in the order of roles.yaml. One statement."""
    with _inside(authority):
        rows = RoleSetting.objects.exclude(alias="")
        aliases = dict(rows.values_list("role", "alias"))
    return {role.id: aliases.get(role.id, role.nl) for role in RIGHTS.roles.values()}


def role_hours(authority: Authority) -> dict[str, int]:
    """Role id -> hours a year for security work, where the authority has set them."""
    with _inside(authority):
        rows = RoleSetting.objects.values_list("role", "hours_per_year")
        return {role: hours for role, hours in rows if hours is not None}


def working_week(authority: Authority) -> dict[int, list[tuple[time, time]]]:
    """Weekday (0 = Monday) -> windows of service; empty when nothing was set."""
    week: dict[int, list[tuple[time, time]]] = {}
    with _inside(authority):
        for row in WorkingHours.objects.order_by("weekday", "opens"):
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
    return week


def closing_days(authority: Authority) -> dict[date, str]:
    """Days on which the authority is closed besides the legal holidays."""
    with _inside(authority):
        return dict(ClosingDay.objects.order_by("day").values_list("day", "name"))


def profiles(authority_ids: Iterable[UUID]) -> dict[UUID, AuthorityProfile]:
    """Profile per authority: mark, letters of the plan's parts, demonstration or not. One statement."""
    ids = list(authority_ids)
    with scope(Actor.system("profiles", ids), ids):
        return {row.authority_id: row for row in AuthorityProfile.objects.all()}


@dataclass(frozen=True)
class AuthoritySettings:
    """All that the settings page shows."""

    profile: AuthorityProfile
    entities: tuple[LegalEntity, ...]
    week: dict[int, list[tuple[time, time]]]
    closing: tuple[ClosingDay, ...]
    roles: tuple[RoleSetting, ...]


def settings_of(authority: Authority, since: date) -> AuthoritySettings:
    """The settings of one authority with its closing days from `since` on. Inside a scope that may read settings."""
    return AuthoritySettings(
        profile=AuthorityProfile.objects.get(authority=authority),
        entities=tuple(LegalEntity.objects.order_by("kind")),
        week=working_week(authority),
        closing=tuple(ClosingDay.objects.filter(day__gte=since).order_by("day")),
        roles=tuple(RoleSetting.objects.all()),
    )


def _inside(authority: Authority) -> AbstractContextManager[Scope]:
    return scope(Actor.system("settings", [authority.pk]), [authority.pk])
