"""Who is meant: by personnel number, then e-mail, then name in either order; and who may have been meant."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from roeland.people.importers.cells import fold, words
from roeland.people.importers.plan import Known, KnownPerson
from roeland.people.importers.rows import Entry, both_orders, split_name

CLOSE = 0.75
ALMOST_THE_SAME = 0.92


@dataclass(frozen=True)
class Doubt:
    """Nobody can be named for this line: what is wrong and what to do."""

    what: str
    advice: str


@dataclass(frozen=True)
class Match:
    """The person meant, or None for somebody new; `note` is a warning to show."""

    person: KnownPerson | None
    note: str = ""


@dataclass
class Persons:
    """The persons of one authority, found by each of their marks. Grows with the persons that the file adds."""

    by_key: dict[str, KnownPerson] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    by_bare_number: dict[str, str] = field(default_factory=dict)
    by_email: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Known) -> "Persons":
        persons = cls()
        for person in known.persons:
            persons.add(person)
        return persons

    def add(self, person: KnownPerson) -> None:
        self.by_key[person.key] = person
        if number := fold(person.personnel_number):
            self.by_number[number] = person.key
            self.by_bare_number[number.lstrip("0")] = person.key
        if person.email:
            self.by_email[person.email.lower()] = person.key
        for name in both_orders(person.given_name, person.family_name):
            self.by_name.setdefault(name, []).append(person.key)

    def find(self, entry: Entry) -> Match | Doubt:
        """Whom the line is about. Doubt when its marks point at two persons, or its name at several."""
        number, note = self._by_number(entry)
        mail = self.by_email.get(entry.email) if entry.email else None
        if number and mail and number != mail:
            what = f"Dit nummer hoort bij {self.by_key[number].name}, het e-mailadres bij {self.by_key[mail].name}"
            return Doubt(what, "Verbeter een van beide.")
        if key := number or mail:
            return Match(self.by_key[key], note)
        return self._by_name(entry)

    def _by_number(self, entry: Entry) -> tuple[str | None, str]:
        number = fold(entry.personnel_number)
        if not number:
            return None, ""
        if key := self.by_number.get(number):
            return key, ""
        key = self.by_bare_number.get(number.lstrip("0"))
        if key is None or not number.lstrip("0"):
            return None, ""
        return key, f"Excel liet nullen vooraan weg, gelezen als {self.by_key[key].personnel_number}"

    def _by_name(self, entry: Entry) -> Match | Doubt:
        candidates = [key for key in self.by_name.get(words(entry.name), []) if self._may_be(key, entry)]
        if len(set(candidates)) > 1:
            return Doubt("Meer dan één persoon heet zo", "Vul het e-mailadres of het personeelsnummer in.")
        if candidates:
            person = self.by_key[candidates[0]]
            changed = bool(entry.email and person.email and entry.email != person.email)
            return Match(
                person, "Zelfde naam met een ander e-mailadres, gelezen als dezelfde persoon" if changed else ""
            )
        return Match(None)

    def _may_be(self, key: str, entry: Entry) -> bool:
        """Two personnel numbers are two persons, however alike their names."""
        number = self.by_key[key].personnel_number
        return not (number and entry.personnel_number and fold(number) != fold(entry.personnel_number))

    def suggestion(self, entry: Entry, cutoff: float = CLOSE) -> str:
        """ "Bedoel je Tom Vercruysse?" or nothing."""
        wanted = words(entry.name) or entry.email.split("@")[0].replace(".", " ")
        close = get_close_matches(wanted, self.by_name, n=1, cutoff=cutoff) if wanted else []
        return f"Bedoel je {self.by_key[self.by_name[close[0]][0]].name}?" if close else ""

    def lookalike(self, entry: Entry) -> str:
        """Somebody known whose name differs by a letter, for a line that carries no other mark."""
        if entry.email or entry.personnel_number:
            return ""
        given, family = entry.given_name, entry.family_name
        if not family:
            given, family = split_name(entry.full_name)
        wanted = words(f"{given} {family}")
        matcher = SequenceMatcher(b=wanted)
        for name, keys in self.by_name.items():
            if abs(len(name) - len(wanted)) > 2:  # noqa: PLR2004 -- more than two letters is another name
                continue
            matcher.set_seq1(name)
            if matcher.quick_ratio() >= ALMOST_THE_SAME and matcher.ratio() >= ALMOST_THE_SAME:
                return self.by_key[keys[0]].name
        return ""
