"""The register of advice as a table."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.governance.models import Advice
from roeland.governance.queries.advice import AdviceLine
from roeland.governance.values import AdviceStatus, Answer
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.tables import Column, Filter, Table


def status_of(row: Advice, day: date) -> c.Status:
    """Draft, waiting, late or answered, as a shape with its word."""
    if row.status == AdviceStatus.DRAFT:
        return c.Status(c.State.PLANNED, _("ontwerp"))
    if row.status == AdviceStatus.GIVEN:
        if row.due is not None and row.due < day:
            return c.Status(c.State.LATE, _("antwoord %(day)s") % {"day": dates.lateness(row.due, day)})
        return c.Status(c.State.REVIEW, _("wacht op antwoord"))
    words = Answer(row.answer).label
    if row.status == AdviceStatus.CLOSED:
        words = f"{words}, afgesloten"
    state = c.State.REJECTED if row.answer == Answer.REFUSED else c.State.DONE
    return c.Status(state, words)


def _due(line: AdviceLine) -> object:
    return line.advice.due


def _by_status(rows: list[AdviceLine], value: str) -> list[AdviceLine]:
    if value == "te-laat":
        return [row for row in rows if row.late]
    return [row for row in rows if row.advice.status == value]


def _by_answer(rows: list[AdviceLine], value: str) -> list[AdviceLine]:
    return [row for row in rows if row.advice.answer == value]


def _address(line: AdviceLine) -> str:
    return f"/{line.advice.authority.slug}/adviezen/{line.advice.pk}/"


TITLE: Column[AdviceLine] = Column(
    "titel", gettext_lazy("Advies"), lambda x: x.title, sort_key=lambda x: x.title.lower(), link=_address
)
NUMBER: Column[AdviceLine] = Column(
    "nummer", gettext_lazy("Nummer"), lambda x: x.advice.number, sort_key=lambda x: x.advice.number, mono=True
)
PLACE: Column[AdviceLine] = Column(
    "bestuur", gettext_lazy("Bestuur"), lambda x: x.advice.authority.name, sort_key=lambda x: x.advice.authority.name
)
TO: Column[AdviceLine] = Column(
    "aan", gettext_lazy("Aan"), lambda x: x.advice.addressee, sort_key=lambda x: x.advice.addressee
)
STATE: Column[AdviceLine] = Column(
    "status",
    gettext_lazy("Status"),
    lambda x: status_of(x.advice, clock.today()),
    sort_key=lambda x: (not x.late, x.advice.status),
    plain=lambda x: status_of(x.advice, clock.today()).text,
)
GIVEN: Column[AdviceLine] = Column(
    "gegeven", gettext_lazy("Gegeven"), lambda x: x.advice.given_on, sort_key=lambda x: x.advice.given_on or date.max
)
DUE: Column[AdviceLine] = Column(
    "tegen", gettext_lazy("Antwoord tegen"), _due, sort_key=lambda x: x.advice.due or date.max
)


class AdviceTable(Table[AdviceLine]):
    """Advice in sight: what, to whom, how it stands."""

    caption = gettext_lazy("Adviezen")
    file_name = "adviezen"
    noun = (gettext_lazy("advies"), gettext_lazy("adviezen"))
    searchable = True
    search_label = gettext_lazy("Titel of nummer")
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "status",
            gettext_lazy("Status"),
            (("te-laat", "antwoord te laat"), *((s.value, s.label) for s in AdviceStatus)),
            _by_status,
        ),
        Filter("antwoord", gettext_lazy("Antwoord"), tuple((a.value, a.label) for a in Answer), _by_answer),
    )

    def __init__(self, request: Request, rows: list[AdviceLine], *, many: bool) -> None:
        super().__init__(request, rows)
        self.columns = (TITLE, NUMBER, *((PLACE,) if many else ()), TO, STATE, GIVEN, DUE)  # type: ignore[misc]

    def find(self, rows: Any, term: str) -> Any:
        """By title, where it may be read, or by number."""
        low = term.casefold()
        return [row for row in rows if low in row.title.casefold() or low in row.advice.number.casefold()]
