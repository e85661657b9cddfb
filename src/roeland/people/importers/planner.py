"""Compare a list with what Roeland knows and say what an import would do. Pure: same input, same plan."""

from dataclasses import replace

from django.utils.translation import gettext as _

from roeland.people.importers import headers
from roeland.people.importers.cells import flemish, fold
from roeland.people.importers.headers import Col, Kind
from roeland.people.importers.mandate_desk import MandateDesk
from roeland.people.importers.matching import Doubt
from roeland.people.importers.plan import Deed, Known, KnownPerson, Plan, Subject, Value
from roeland.people.importers.problems import Level, UnreadableFileError
from roeland.people.importers.rows import Entry, Reader, split_name
from roeland.people.importers.sheets import read, safe_name
from roeland.people.importers.team_desk import TeamDesk

PERSON_FIELDS = {
    "given_name": Col.GIVEN_NAME,
    "family_name": Col.FAMILY_NAME,
    "email": Col.EMAIL,
    "phone": Col.PHONE,
    "personnel_number": Col.NUMBER,
    "job_title": Col.JOB,
    "active_from": Col.SINCE,
}


def make(file: str, data: bytes, known: Known) -> Plan:
    """The plan for this file. Never raises on bad content: an unreadable file is a plan with one error."""
    try:
        sheet = read(file, data)
        header, notes = headers.find(sheet)
    except UnreadableFileError as error:
        return Plan(file=safe_name(file), problems=(error.problem,))
    reader = Reader(sheet, header, notes)
    planner = _Planner(known, reader)
    entries = reader.entries()
    for entry in entries:
        planner.take(entry)
    rows = sum(line.number > header.line for line in sheet.lines)
    return Plan(
        file=sheet.file,
        sheet=sheet.name,
        kind=header.kind,
        rows=rows,
        steps=tuple(planner.steps),
        problems=tuple(sorted(reader.problems, key=lambda problem: (problem.line or 0, problem.column))),
        absent=planner.absent() if header.kind is Kind.PEOPLE else 0,
    )


class _Planner(TeamDesk, MandateDesk):
    def absent(self) -> int:
        return sum(person.left_on is None and person.key not in self.seen for person in self.known.persons)

    def take(self, entry: Entry) -> None:
        """Plan a line, or of a refused one only tell what else is wrong. Teams stay: other lines may put people in them."""
        before = len(self.steps)
        self._take(entry)
        if entry.refused:
            self.steps[before:] = [step for step in self.steps[before:] if step.subject is Subject.TEAM]

    def _take(self, entry: Entry) -> None:
        match self.reader.header.kind:
            case Kind.TEAMS:
                self._team(entry)
            case Kind.MANDATES:
                self._mandate_line(entry)
            case Kind.PEOPLE:
                self._person_line(entry)

    def _person_line(self, entry: Entry) -> None:
        found = self.persons.find(entry)
        if isinstance(found, Doubt):
            if entry.sure(Col.EMAIL, Col.NUMBER):
                self.reader.report(entry.line, self._name_column(), found.what, found.advice, entry.name)
            self._role(entry)
            return
        if found.note:
            self.reader.report(entry.line, None, found.note, "", entry.name, level=Level.WARNING)
            entry = (
                replace(entry, personnel_number=found.person.personnel_number)
                if found.person and "nullen" in found.note
                else entry
            )
        person = self._create(entry) if found.person is None else self._update(entry, found.person)
        if person is None:
            self._role(entry)
            return
        self._membership(entry, person)
        self._leave(entry, person)
        if entry.role:
            self._mandate(entry, person)

    def _create(self, entry: Entry) -> KnownPerson | None:
        given, family = entry.given_name, entry.family_name
        if not given and not family and entry.full_name:
            given, family = split_name(entry.full_name)
        if not given or not family:
            if not entry.sure(Col.GIVEN_NAME, Col.FAMILY_NAME, Col.FULL_NAME):
                return None
            missing = Col.FAMILY_NAME if given else Col.GIVEN_NAME
            column = missing if missing in self.reader.header.places else self._name_column()
            what = f"Een nieuwe persoon heeft een {missing.value.lower()} nodig"
            self.reader.report(entry.line, column, what, _("Vul aan of wis de rij."), entry.name or "(leeg)")
            return None
        twin = self.persons.lookalike(entry) if entry.sure(Col.EMAIL, Col.NUMBER) else ""
        if twin:
            what = "Nieuwe persoon, de naam lijkt sterk op een andere"
            self.reader.report(
                entry.line,
                self._name_column(),
                what,
                _("Bedoel je %(twin)s?") % {"twin": twin},
                entry.name,
                level=Level.WARNING,
            )
        values = self._values(entry) | {"given_name": given, "family_name": family}
        key = f"new:{entry.line}"
        person = KnownPerson(key=key, **{name: value for name, value in values.items() if value})  # type: ignore[arg-type]
        self.persons.add(person)
        self.seen[key] = entry
        self._step(Subject.PERSON, Deed.CREATE, entry, key, person.name, values=values)
        return person

    def _update(self, entry: Entry, person: KnownPerson) -> KnownPerson | None:
        first = self.seen.setdefault(person.key, entry)
        if first is not entry:
            return person if self._agrees(entry, person, first) else None
        new = {name: value for name, value in self._values(entry).items() if value and value != getattr(person, name)}
        if "email" in new and self.persons.by_email.get(str(new["email"]), person.key) != person.key:
            self.reader.report(entry.line, Col.EMAIL, _("Dit e-mailadres hoort al bij iemand anders"), "", entry.email)
            return None
        before = {name: getattr(person, name) for name in new}
        self._step(
            Subject.PERSON,
            Deed.CHANGE if new else Deed.UNCHANGED,
            entry,
            person.key,
            person.name,
            values=new,
            before=before,
        )
        return person

    def _agrees(self, entry: Entry, person: KnownPerson, first: Entry) -> bool:
        """A person may stand on several lines (one per role), if they say the same about him."""
        for name, column in PERSON_FIELDS.items():
            here, there = getattr(entry, name), getattr(first, name)
            if here and there and here != there:
                what = f"{person.name} staat ook op rij {first.line}, met een andere waarde"
                self.reader.report(
                    entry.line,
                    column,
                    what,
                    _("Maak beide rijen gelijk."),
                    here if isinstance(here, str) else flemish(here),
                )
                return False
        if not entry.role and not first.role:
            self.reader.report(
                entry.line,
                self._name_column(),
                _("Komt ook voor op rij %(line)s") % {"line": first.line},
                _("Hou één van beide over."),
                entry.name,
            )
            return False
        return True

    def _values(self, entry: Entry) -> dict[str, Value]:
        return {name: getattr(entry, name) for name in PERSON_FIELDS}

    def _membership(self, entry: Entry, person: KnownPerson) -> None:
        if not entry.team or person.left_on or self.seen[person.key] is not entry:
            return
        self._ensure_team(entry.team, entry.line)
        if fold(entry.team) == fold(person.team):
            return
        start = (entry.active_from or self.known.today) if person.key.startswith("new:") else self.known.today
        values: dict[str, Value] = {"team": self.teams[fold(entry.team)].name, "start": start}
        label = f"{person.name}, {entry.team}"
        self._step(
            Subject.MEMBERSHIP, Deed.CREATE, entry, person.key, label, values=values, before={"team": person.team}
        )

    def _leave(self, entry: Entry, person: KnownPerson) -> None:
        if entry.left_on is None or entry.left_on == person.left_on or self.seen[person.key] is not entry:
            return
        since = entry.active_from or person.active_from
        if since and entry.left_on < since:
            self.reader.report(
                entry.line,
                Col.LEFT,
                _("Valt vóór In dienst, %(flemish)s") % {"flemish": flemish(since)},
                _("Kijk beide datums na."),
                flemish(entry.left_on),
            )
            return
        deed = Deed.LEAVE if person.left_on is None else Deed.CHANGE
        before = {"left_on": person.left_on}
        self._step(
            Subject.PERSON, deed, entry, person.key, person.name, values={"left_on": entry.left_on}, before=before
        )
