"""What every part of the planner works on: the known state as it grows, and the steps so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roeland.people.importers.cells import fold
from roeland.people.importers.headers import Col
from roeland.people.importers.matching import Persons
from roeland.people.importers.plan import Deed, Known, Step, Subject, Value
from roeland.people.importers.rows import Entry, Reader


@dataclass
class Desk:
    known: Known
    reader: Reader
    steps: list[Step] = field(default_factory=list)
    seen: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.persons = Persons.of(self.known)
        self.teams = {fold(team.name): team for team in self.known.teams}
        self.placed: dict[str, int] = {}
        self.roles = {fold(name): role for role, names in self.known.roles.items() for name in (*names, role)}
        self.mandates = {person.key: list(person.mandates) for person in self.known.persons}

    def _name_column(self) -> Col:
        places = self.reader.header.places
        return next(
            (column for column in (Col.FULL_NAME, Col.FAMILY_NAME, Col.EMAIL, Col.NUMBER) if column in places),
            Col.FULL_NAME,
        )

    def _step(
        self,
        subject: Subject,
        deed: Deed,
        entry: Entry,
        key: str,
        label: str,
        *,
        values: Mapping[str, Value] | None = None,
        before: Mapping[str, Value] | None = None,
    ) -> None:
        self.steps.append(
            Step(
                subject=subject,
                deed=deed,
                line=entry.line,
                key=key,
                label=label,
                values=values or {},
                before=before or {},
            )
        )
