"""One of everything of the room meetings in an authority, with a word of its own in every text field."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from roeland.kernel import clock
from roeland.meetings.models import Attendance, Correction, CouncilItem, Decision, Meeting, Paper, Point, PointText
from roeland.people.models import Body

if TYPE_CHECKING:
    from tests.conformance.things import Things

SERVICE, COUNCIL = "minutes_service", "council_items"


def plant(t: "Things") -> None:
    """A meeting that runs with one of each of its parts, and an item for the council that was not sent yet."""
    now, place = clock.now(), t.authority

    def word(kind: str, name: str) -> str:
        return t.word(kind, SERVICE, name)

    body = Body.objects.create(
        authority=place, audience="mandates", kind="security_service", name=t.word("body", "mandates", "service")
    )
    meeting = t.meetings["meeting"] = Meeting.objects.create(
        authority=place,
        audience=SERVICE,
        body=body,
        body_kind="security_service",
        body_name=word("meeting", "name"),
        kind="ordinary",
        status="running",
        starts_at=now,
        place=word("meeting", "place"),
        made_at=now,
        invited_at=now,
        opened_at=now,
    )
    part: dict[str, Any] = {"authority": place, "audience": SERVICE, "meeting": meeting}
    t.meetings["point"] = point = Point.objects.create(
        position=1,
        status="busy",
        **part,
        **{name: word("meeting", f"point{name}") for name in ("title", "note", "text")},
    )
    PointText.objects.create(point=point, number=1, text=word("meetingdraft", "text"), lost=True, at=now, **part)
    t.meetings["attendance"] = Attendance.objects.create(
        person=t.person, label=word("meeting", "label"), presence="present", **part
    )
    Decision.objects.create(
        point=point,
        number=1,
        text=word("meeting", "decision"),
        person=t.person,
        due=clock.today() + timedelta(days=9),
        task=t.task["control_plan"],
        made_at=now,
        **part,
    )
    Correction.objects.create(text=word("meeting", "correction"), person=t.person, at=now, **part)
    t.meetings["paper"] = Paper.objects.create(title=word("meeting", "paper"), **part)
    item = t.meetings["item"] = CouncilItem.objects.create(
        authority=place,
        audience=COUNCIL,
        body_kind="municipal_council",
        session_at=now + timedelta(days=20),
        made_at=now,
        **{
            name: t.word("item", COUNCIL, name)
            for name in ("body_name", "title", "note", "draft_decision", "outcome", "withdrawn_reason")
        },
    )
    t.meetings["item_paper"] = Paper.objects.create(
        authority=place, audience=COUNCIL, item=item, title=t.word("item", COUNCIL, "paper")
    )
