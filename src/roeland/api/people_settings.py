"""Routes on the settings of an authority: names, hours, closing days."""

from datetime import date, time
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, page_of
from roeland.api.moments import Day
from roeland.kernel import clock
from roeland.people import actions
from roeland.people.models import ClosingDay
from roeland.people.queries import settings_of
from roeland.people.rules import P

router = Router(tags=["instellingen"])
BASE = "/authorities/{slug:authority}"
MOST_WINDOWS = 50


# A clock of the wall, such as 08:30. The "time" of OpenAPI would ask for an offset, which changes with summer.
Hour = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class EntityOut(Schema):
    """The municipality or the OCMW with its enterprise number."""

    kind: str
    name: str
    kbo: str


class WindowOut(Schema):
    """A window of service, in Belgian time; `weekday` 0 is Monday."""

    weekday: int
    opens: Hour
    closes: Hour


class ProfileOut(Schema):
    """`second_step`: of whom it is asked for closed papers, councillors or everyone."""

    letter_technical: str
    letter_general: str
    seed_strict: bool
    nis2_entity: bool
    second_step: str


class SettingsOut(ProfileOut):
    entities: list[EntityOut]
    hours: list[WindowOut]


class ProfileIn(In):
    """What stays out stays as it is."""

    letter_technical: str | None = None
    letter_general: str | None = None
    seed_strict: bool | None = None
    nis2_entity: bool | None = None
    second_step: str | None = None


class EntityIn(In):
    """`kind`: municipality or ocmw; again for the same kind corrects it. `kbo` has ten digits."""

    kind: str
    name: str
    kbo: str


class WindowIn(Schema):
    weekday: int = Field(ge=0, le=6)
    opens: Hour
    closes: Hour


class HoursIn(In):
    """The whole week: days without a window are closed."""

    windows: list[WindowIn] = Field(max_length=MOST_WINDOWS)


class ClosingDayOut(Schema):
    id: UUID
    day: date
    name: str


class ClosingDayIn(In):
    day: Day
    name: str


class ClosingDayFilter(Paging):
    """`past` also gives the days that went by."""

    past: bool = False


def show(request: ApiRequest) -> SettingsOut:
    """The settings of the authority in the path."""
    found = settings_of(request.authority, clock.today())
    names = "letter_technical letter_general seed_strict nis2_entity second_step".split()
    return SettingsOut(
        entities=[EntityOut(kind=one.kind, name=one.name, kbo=one.kbo) for one in found.entities],
        hours=[
            WindowOut(weekday=day, opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
            for day, windows in found.week.items()
            for opens, closes in windows
        ],
        **{name: getattr(found.profile, name) for name in names},
    )


def show_day(row: ClosingDay) -> ClosingDayOut:
    """A closing day as the API gives it."""
    return ClosingDayOut(id=row.pk, day=row.day, name=row.name)


@router.get(f"{BASE}/settings", response=SettingsOut, operation_id="settings")
@inside(P.SETTINGS_SEE)
def settings(request: ApiRequest, authority: str) -> Any:
    """What holds for this authority alone."""
    return show(request)


@router.post(f"{BASE}/settings/profile", response=SettingsOut, operation_id="change_profile")
@inside(P.SETTINGS_EDIT)
def profile(request: ApiRequest, authority: str, data: ProfileIn) -> Any:
    """Change the letters of the plan's parts, the strict readers, and whether NIS2 applies."""
    changes = {name: value for name, value in data if value is not None}
    actions.change_profile(request.actor, authority=request.authority, changes=changes)
    return show(request)


@router.post(f"{BASE}/settings/entities", response=SettingsOut, operation_id="name_entity")
@inside(P.SETTINGS_EDIT)
def entity(request: ApiRequest, authority: str, data: EntityIn) -> Any:
    """Name the municipality or the OCMW with its enterprise number."""
    actions.name_entity(request.actor, authority=request.authority, **dict(data))
    return show(request)


@router.post(f"{BASE}/settings/hours", response=SettingsOut, operation_id="set_working_hours")
@inside(P.SETTINGS_EDIT)
def hours(request: ApiRequest, authority: str, data: HoursIn) -> Any:
    """The working week, in Belgian time."""
    windows = [(one.weekday, time.fromisoformat(one.opens), time.fromisoformat(one.closes)) for one in data.windows]
    actions.set_working_hours(request.actor, authority=request.authority, windows=windows)
    return show(request)


@router.get(f"{BASE}/closing-days", response=Page[ClosingDayOut], operation_id="closing_days")
@inside(P.SETTINGS_SEE)
def closing_days(request: ApiRequest, authority: str, wanted: Query[ClosingDayFilter]) -> Any:
    """Days on which the authority is closed besides the legal holidays, the first to come first."""
    rows = ClosingDay.objects.filter(authority=request.authority).order_by("day")
    return page_of(rows if wanted.past else rows.filter(day__gte=clock.today()), wanted, show_day)


@router.post(f"{BASE}/closing-days", response={201: ClosingDayOut}, operation_id="add_closing_day")
@inside(P.SETTINGS_EDIT)
def close(request: ApiRequest, authority: str, data: ClosingDayIn) -> Any:
    """Add a closing day."""
    made = actions.add_closing_day(request.actor, authority=request.authority, day=data.day, name=data.name)
    return Status(201, show_day(made))


@router.post(
    f"{BASE}/closing-days/{{uuid:closing_day_id}}/strike", response=ClosingDayOut, operation_id="remove_closing_day"
)
@inside(P.SETTINGS_EDIT)
def strike(request: ApiRequest, authority: str, closing_day_id: UUID) -> Any:
    """Strike a closing day."""
    found = get_or_404(ClosingDay, request, closing_day_id)
    shown = show_day(found)
    actions.remove_closing_day(request.actor, closing_day=found)
    return shown
