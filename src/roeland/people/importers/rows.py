"""One line of the list as an `Entry`: dates read, addresses checked, what Excel spoiled reported."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from roeland.people.importers.cells import (
    BadDate,
    Cell,
    flemish,
    holds_national_number,
    is_mangled,
    parse_date,
    text,
    words,
)
from roeland.people.importers.headers import Col, Header, letter
from roeland.people.importers.problems import Level, Problem
from roeland.people.importers.sheets import Line, Sheet

NATIONAL = "(rijksregisternummer)"
LENGTHS = {
    Col.GIVEN_NAME: 80,
    Col.FAMILY_NAME: 80,
    Col.FULL_NAME: 160,
    Col.TEAM: 120,
    Col.PARENT: 120,
    Col.JOB: 120,
    Col.DECISION: 200,
    Col.EMAIL: 254,
    Col.ROLE: 80,
}
DEFAULT_LENGTH = 40
_EMAIL = re.compile(r"^[^@\s<>,;\"]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,180}[a-z0-9])?\.[a-z]{2,24}$")
_PHONE = re.compile(r"^[+0-9 ./()-]{6,40}$")
_ANGLED = re.compile(r"^[^<>]*<([^<>]+)>$")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line after reading. Empty means: the file says nothing about it, so nothing changes.

    A `refused` line has a fault already: the planner looks for its other faults and plans nothing. `bad` are its faulty columns.
    """

    line: int
    given_name: str = ""
    family_name: str = ""
    full_name: str = ""
    email: str = ""
    phone: str = ""
    personnel_number: str = ""
    job_title: str = ""
    team: str = ""
    parent: str = ""
    active_from: date | None = None
    left_on: date | None = None
    role: str = ""
    start: date | None = None
    end: date | None = None
    decision: str = ""
    bad: frozenset[Col] = frozenset()
    refused: bool = False

    def sure(self, *columns: Col) -> bool:
        """Whether these cells were read without fault; a fault that follows from another one is not reported."""
        return not self.bad.intersection(columns)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.full_name


@dataclass
class Reader:
    """Reads the lines under one title row and keeps what was wrong."""

    sheet: Sheet
    header: Header
    problems: list[Problem] = field(default_factory=list)
    bad: set[Col] = field(default_factory=set)

    def report(  # noqa: PLR0917 -- where, what, advice, found: read in that order everywhere
        self,
        line: int,
        column: Col | None,
        what: str,
        advice: str = "",
        found: str = "",
        level: Level = Level.ERROR,
    ) -> None:
        label = self.header.label(column) if column else ""
        if column and level is Level.ERROR:
            self.bad.add(column)
        shown = NATIONAL if holds_national_number(found) else found[:80]
        self.problems.append(
            Problem(file=self.sheet.file, line=line, column=label, what=what, advice=advice, found=shown, level=level)
        )

    def entries(self) -> list[Entry]:
        """Every line under the titles, those with a fault too: all faults of a line are told in one round."""
        found = []
        for line in self.sheet.lines:
            self.bad = set()
            before = len(self.problems)
            kept = self._refuse_national(line)
            if line.number <= self.header.line:
                continue
            entry = self._entry(kept)
            wrong = any(problem.level is Level.ERROR for problem in self.problems[before:])
            found.append(replace(entry, bad=frozenset(self.bad), refused=True) if wrong else entry)
        return found

    def _refuse_national(self, line: Line) -> Line:
        """The line without the national numbers that it held; each is reported."""
        guilty = [place for place, cell in enumerate(line.cells) if self._is_national(place, cell)]
        for place in guilty:
            column = next((known for known, where in self.header.places.items() if where == place), None)
            self.bad |= {column} if column else set()
            self.problems.append(
                Problem(
                    file=self.sheet.file,
                    line=line.number,
                    column=self.header.label(column) if column else letter(place),
                    what=_("Hier staat een rijksregisternummer"),
                    advice=_("Wis het. Roeland bewaart dat niet."),
                    found=NATIONAL,
                )
            )
        return replace(line, cells=tuple(None if n in guilty else cell for n, cell in enumerate(line.cells)))

    def _is_national(self, place: int, cell: Cell) -> bool:
        if place == self.header.places.get(Col.PHONE) and text(cell).startswith(("+", "00", "32")):
            return False
        return holds_national_number(cell)

    def _entry(self, line: Line) -> Entry:
        email, phone = self._email(line), self._phone(line)
        since, left = self._dates(line, Col.SINCE, Col.LEFT)
        start, end = self._dates(line, Col.START, Col.END)
        return Entry(
            line=line.number,
            given_name=self._text(line, Col.GIVEN_NAME),
            family_name=self._text(line, Col.FAMILY_NAME),
            full_name=self._text(line, Col.FULL_NAME),
            email=email,
            phone=phone,
            personnel_number=self._number(line),
            job_title=self._text(line, Col.JOB),
            team=self._text(line, Col.TEAM),
            parent=self._text(line, Col.PARENT),
            active_from=since,
            left_on=left,
            role=self._text(line, Col.ROLE),
            start=start,
            end=end,
            decision=self._text(line, Col.DECISION),
        )

    def _cell(self, line: Line, column: Col) -> Cell:
        place = self.header.places.get(column)
        return line.cells[place] if place is not None and place < len(line.cells) else None

    def _text(self, line: Line, column: Col) -> str:
        value = text(self._cell(line, column))
        limit = LENGTHS.get(column, DEFAULT_LENGTH)
        if len(value) > limit:
            self.report(
                line.number,
                column,
                _("Dat is langer dan %(limit)s tekens") % {"limit": limit},
                _("Kort het in."),
                value,
            )
        return value

    def _dates(self, line: Line, first: Col, last: Col) -> tuple[date | None, date | None]:
        begin, end = self._date(line, first), self._date(line, last)
        if begin and end and end < begin:
            self.report(
                line.number,
                last,
                _("Valt vóór %(value)s, %(flemish)s") % {"value": first.value, "flemish": flemish(begin)},
                _("Kijk beide datums na."),
                flemish(end),
            )
            return begin, None
        return begin, end

    def _date(self, line: Line, column: Col) -> date | None:
        cell = self._cell(line, column)
        day = parse_date(cell)
        if isinstance(day, BadDate):
            self.report(line.number, column, day.what, day.advice, text(cell))
            return None
        if day and not 1900 < day.year < 2100:  # noqa: PLR2004 -- nobody works outside these years
            self.report(line.number, column, _("Dat jaar kan niet kloppen"), _("Kijk het jaar na."), flemish(day))
            return None
        if day and isinstance(cell, str) and cell.strip().isdigit():
            self.report(
                line.number,
                column,
                _("Excel-getal, gelezen als %(flemish)s") % {"flemish": flemish(day)},
                _("Kijk na of dat klopt."),
                cell,
                level=Level.WARNING,
            )
        return day

    def _email(self, line: Line) -> str:
        value = self._text(line, Col.EMAIL)
        if inside := _ANGLED.match(value):
            value = inside[1].strip()
        value = value.lower().removeprefix("mailto:")
        if value and not _EMAIL.match(value):
            advice = (
                f"Bedoel je {value.replace(',', '.')}?"
                if _EMAIL.match(value.replace(",", "."))
                else "Kijk het adres na."
            )
            self.report(line.number, Col.EMAIL, _("Dat is geen e-mailadres"), advice, value)
            return ""
        return value

    def _phone(self, line: Line) -> str:
        value = self._text(line, Col.PHONE)
        if not value:
            return ""
        if is_mangled(value):
            self._spoiled(line, Col.PHONE, value)
            return ""
        if not _PHONE.match(value):
            self.report(
                line.number, Col.PHONE, _("Dat is geen telefoonnummer"), _("Schrijf bijvoorbeeld 0470 12 34 56."), value
            )
        if value.isdigit() and len(value) in (8, 9) and not value.startswith("0"):
            self.report(
                line.number,
                Col.PHONE,
                _("Excel liet de nul vooraan weg, gelezen als 0%(value)s") % {"value": value},
                "",
                value,
                Level.WARNING,
            )
            value = f"0{value}"
        return value

    def _number(self, line: Line) -> str:
        value = self._text(line, Col.NUMBER)
        if is_mangled(value):
            self._spoiled(line, Col.NUMBER, value)
            return ""
        return value

    def _spoiled(self, line: Line, column: Col, value: str) -> None:
        advice = "Maak van de kolom in Excel tekst en vul het nummer opnieuw in."
        self.report(
            line.number,
            column,
            _("Excel heeft dit nummer afgekapt, Roeland leest het als leeg"),
            advice,
            value,
            level=Level.WARNING,
        )


def split_name(full: str) -> tuple[str, str]:
    """Given and family name of one cell: "Vercruysse, Tom" by its comma, otherwise the first word is the given name."""
    if "," in full:
        family, given = full.split(",", 1)
        return given.strip(), family.strip()
    given, _space, family = full.partition(" ")
    return given, family.strip()


def both_orders(given: str, family: str) -> set[str]:
    return {words(f"{given} {family}"), words(f"{family} {given}")}
