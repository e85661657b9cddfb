"""Verbs on an authority and its settings."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.page import RESERVED_SLUGS
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.facts import Subject
from roeland.people.actions._rows import check, role_name, save
from roeland.people.facts import (
    AuthorityOpened,
    ClosingDayAdded,
    ClosingDayRemoved,
    EntityNamed,
    HoursSet,
    ProfileChanged,
    RoleNamed,
)
from roeland.people.models import AuthorityProfile, ClosingDay, LegalEntity, RoleSetting, WorkingHours
from roeland.people.rules import P

PROFILE_FIELDS = (
    "letter_technical",
    "letter_general",
    "seed_strict",
    "nis2_entity",
    "second_step",
    "regulator",
    "mark",
    "is_demo",
)
WEEKDAYS = 7


@action(P.AUTHORITY_OPEN, AuthorityOpened, installation=True)
def open_authority(actor: Actor, *, slug: str, name: str, mark: int = 1, is_demo: bool = False) -> Authority:
    """A new local authority with its profile. Raises Invalid when the slug is reserved or taken.

    The fact stands in the tree of the installation: the authority has none yet.
    """
    if slug in RESERVED_SLUGS:
        raise Invalid({"slug": [_("Dit adres is voorbehouden.")]})
    authority = Authority(slug=slug, name=name.strip(), created_at=clock.now())
    check(authority)
    try:
        with transaction.atomic():
            authority.save()
    except IntegrityError as error:
        raise Invalid({"slug": [_("Dit adres is al in gebruik.")]}) from error
    save(AuthorityProfile(authority=authority, audience="settings", mark=mark, is_demo=is_demo))
    state(
        AuthorityOpened(
            about=Subject("kernel.authority", authority.pk), name=authority.name, slug=slug, os_user=actor.shell_user
        )
    )
    return authority


@action(P.SETTINGS_EDIT, EntityNamed)
def name_entity(actor: Actor, *, authority: Authority, kind: str, name: str, kbo: str) -> LegalEntity:
    """Record municipality or OCMW with its KBO number (ten digits, checked). Raises Invalid."""
    digits = "".join(letter for letter in kbo if letter.isdigit())
    errors: dict[str, list[str]] = {}
    if not valid_kbo(digits):
        errors["kbo"] = [_("Dat is geen geldig ondernemingsnummer.")]
    entity = LegalEntity.objects.filter(authority=authority, kind=kind).first()
    entity = entity or LegalEntity(authority=authority, audience="settings", kind=kind)
    entity.name, entity.kbo = name.strip(), f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
    save(entity, errors)
    state(EntityNamed(about=entity, name=entity.name, kbo=entity.kbo, os_user=actor.shell_user))
    return entity


def valid_kbo(digits: str) -> bool:
    """Whether ten digits are an enterprise number: 97 - (first eight mod 97) = last two."""
    return len(digits) == 10 and digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])  # noqa: PLR2004


@action(P.SETTINGS_EDIT, ProfileChanged)
def change_profile(actor: Actor, *, authority: Authority, changes: Mapping[str, object]) -> AuthorityProfile:
    """Change settings of the authority (names of PROFILE_FIELDS). Raises Invalid."""
    profile: AuthorityProfile = AuthorityProfile.objects.get(authority=authority)
    wrong = set(changes) - set(PROFILE_FIELDS)
    if wrong:
        raise Invalid({name: ["Dit veld is hier niet te wijzigen."] for name in wrong})
    done: dict[str, object] = {}
    for name, value in changes.items():
        if getattr(profile, name) != value:
            done[name] = [getattr(profile, name), value]
            setattr(profile, name, value)
    errors: dict[str, list[str]] = {}
    if profile.letter_technical == profile.letter_general:
        errors["letter_general"] = [_("Beide delen hebben een andere letter nodig.")]
    save(profile, errors)
    state(ProfileChanged(about=profile, changes=done))
    return profile


@action(P.SETTINGS_EDIT, HoursSet)
def set_working_hours(
    actor: Actor, *, authority: Authority, windows: Iterable[tuple[int, time, time]]
) -> list[WorkingHours]:
    """Replace the working hours: (weekday 0 = Monday, opens, closes). Raises Invalid on overlaps or an empty window."""
    wanted = sorted(windows)
    for weekday, opens, closes in wanted:
        if not 0 <= weekday < WEEKDAYS or opens >= closes:
            raise Invalid({"windows": [_("Een venster begint voor het eindigt.")]})
    for before, after in pairwise(wanted):
        if before[0] == after[0] and after[1] < before[2]:
            raise Invalid({"windows": [_("Twee vensters overlappen.")]})
    WorkingHours.objects.filter(authority=authority).delete()
    rows = [
        WorkingHours(authority=authority, audience="settings", weekday=day, opens=opens, closes=closes)
        for day, opens, closes in wanted
    ]
    WorkingHours.objects.bulk_create(rows)
    state(HoursSet(about=authority, windows=[f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, opens, closes in wanted]))
    return rows


@action(P.SETTINGS_EDIT, ClosingDayAdded)
def add_closing_day(actor: Actor, *, authority: Authority, day: date, name: str) -> ClosingDay:
    """A day on which the authority is closed besides the legal holidays. Raises Invalid when it is there already."""
    taken = ClosingDay.objects.filter(authority=authority, day=day).exists()
    row = ClosingDay(authority=authority, audience="settings", day=day, name=name.strip())
    save(row, {"day": ["Die dag staat er al."]} if taken else {})
    state(ClosingDayAdded(about=row, day=day, name=row.name))
    return row


@action(P.SETTINGS_EDIT, ClosingDayRemoved)
def remove_closing_day(actor: Actor, *, closing_day: ClosingDay) -> None:
    """Strike a closing day."""
    state(ClosingDayRemoved(about=closing_day, day=closing_day.day, name=closing_day.name))
    closing_day.delete()


@action(P.SETTINGS_EDIT, RoleNamed)
def set_role(
    actor: Actor, *, authority: Authority, role: str, alias: str = "", hours_per_year: int | None = None
) -> RoleSetting:
    """What this authority calls a role (empty: the usual name), and the hours a year that role has for security."""
    role_name(role)
    row = RoleSetting.objects.filter(authority=authority, role=role).first()
    row = row or RoleSetting(authority=authority, audience="persons", role=role)
    row.alias, row.hours_per_year = alias.strip(), hours_per_year
    save(row)
    state(RoleNamed(about=row, role=role, alias=row.alias, hours_per_year=hours_per_year))
    return row
