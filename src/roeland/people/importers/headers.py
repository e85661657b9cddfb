"""The title row: which column is which, whatever case, spaces or accents it was typed with."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from django.utils.translation import gettext as _

from roeland.people.importers.cells import fold, holds_national_number, text
from roeland.people.importers.problems import Level, Problem, UnreadableFileError
from roeland.people.importers.sheets import Line, Sheet

TITLE_ROWS = 15  # a title and some blank rows may stand above the table


class Col(StrEnum):
    """A column that Roeland knows; the value is how the template titles it."""

    FULL_NAME = "Naam"
    GIVEN_NAME = "Voornaam"
    FAMILY_NAME = "Familienaam"
    EMAIL = "E-mail"
    PHONE = "Telefoon"
    NUMBER = "Personeelsnummer"
    TEAM = "Dienst"
    PARENT = "Deel van"
    JOB = "Functie"
    SINCE = "In dienst"
    LEFT = "Uit dienst"
    ROLE = "Rol"
    START = "Van"
    END = "Tot"
    DECISION = "Besluit"


class Kind(StrEnum):
    PEOPLE = "personen"
    MANDATES = "mandaten"
    TEAMS = "diensten"


SYNONYMS: dict[Col, str] = {
    Col.FULL_NAME: "naam, volledige naam, name, medewerker, persoon, displayname, wie, mandataris, voornaam en naam",
    Col.GIVEN_NAME: "voornaam, roepnaam, first name, given name, firstname",
    Col.FAMILY_NAME: "familienaam, achternaam, last name, surname, lastname, naam familie",
    Col.EMAIL: "e-mail, mail, mailadres, e-mailadres, e-mail adres, email address, emailaddress, werkmail",
    Col.PHONE: "telefoon, telefoonnummer, tel, gsm, gsm-nummer, mobiel, mobilephone, officephone, phone",
    Col.NUMBER: "personeelsnummer, personeelsnr, stamnummer, stamnr, personeels nr, employee number, employeeid",
    Col.TEAM: "dienst, team, afdeling, department, cluster, departement, sector, organisatie-eenheid",
    Col.PARENT: "deel van, bovenliggende dienst, hoort bij, hoofddienst, parent",
    Col.JOB: "functie, functietitel, functiebenaming, job title, jobtitle, title, graad en functie",
    Col.SINCE: "in dienst, indiensttreding, datum in dienst, begindatum contract, start date, startdatum",
    Col.LEFT: "uit dienst, uitdiensttreding, datum uit dienst, einddatum contract, end date, einddatum, uit dienst op",
    Col.ROLE: "rol, mandaat, role, rol in roeland, hoedanigheid",
    Col.START: "van, vanaf, begin, from, ingang, ingangsdatum, start mandaat, begin mandaat",
    Col.END: "tot, tot en met, t/m, einde, until, einde mandaat, eind",
    Col.DECISION: "besluit, beslissing, aanstellingsbesluit, raadsbesluit, aanstelling, decision",
}
_NATIONAL_TITLES = (
    "rijksregisternummer, rijksregisternr, rijksregister, RRN, RR-nummer, INSZ, INSZ-nummer, NISS, bisnummer"
)
FORBIDDEN = frozenset(fold(name) for name in _NATIONAL_TITLES.split(","))
_BY_TITLE = {fold(name): column for column, names in SYNONYMS.items() for name in names.split(",")}
_ABOUT_PERSON = {Col.FULL_NAME, Col.GIVEN_NAME, Col.FAMILY_NAME, Col.EMAIL, Col.NUMBER}
_ONLY_PEOPLE = {Col.TEAM, Col.JOB, Col.SINCE, Col.LEFT, Col.PHONE}


@dataclass(frozen=True)
class Header:
    """Where each known column stands (0-based), how the file titles it, and which row holds the titles."""

    line: int
    places: dict[Col, int]
    titles: dict[Col, str]
    kind: Kind

    def label(self, column: Col) -> str:
        """ "F Rol": the letter as Excel shows it and the file's own title."""
        return f"{letter(self.places[column])} {self.titles[column]}" if column in self.places else column.value


def letter(place: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def find(sheet: Sheet) -> tuple[Header, list[Problem]]:
    """The title row of the sheet, and what is wrong with its columns. Raises UnreadableFileError when there is none."""
    best = max(sheet.lines[:TITLE_ROWS], key=lambda line: len(set(_known(line))), default=None)
    if best is None or not _known(best):
        raise UnreadableFileError(
            Problem(
                file=sheet.file,
                line=1,
                what=_("Roeland vindt geen rij met kolomtitels"),
                advice=_("Zet bovenaan titels zoals Voornaam, Familienaam, E-mail, Dienst, Functie en Rol."),
            )
        )
    problems: list[Problem] = []
    places: dict[Col, int] = {}
    titles: dict[Col, str] = {}
    for place, title in enumerate(map(text, best.cells)):
        column = _BY_TITLE.get(fold(title))
        if column is not None and column not in places:
            places[column], titles[column] = place, title
        elif title and not holds_national_number(title):
            problems.append(_unused(sheet.file, best.number, place, title, column))
    _split_name(places, titles)
    return Header(best.number, places, titles, _kind(sheet.file, best.number, set(places))), problems


def _known(line: Line) -> list[Col]:
    return [column for cell in line.cells if (column := _BY_TITLE.get(fold(text(cell))))]


def _split_name(places: dict[Col, int], titles: dict[Col, str]) -> None:
    """ "Naam" beside "Voornaam" means the family name."""
    if Col.FULL_NAME in places and Col.GIVEN_NAME in places and Col.FAMILY_NAME not in places:
        places[Col.FAMILY_NAME] = places.pop(Col.FULL_NAME)
        titles[Col.FAMILY_NAME] = titles.pop(Col.FULL_NAME)


def _kind(file: str, line: int, columns: set[Col]) -> Kind:
    if columns & _ABOUT_PERSON:
        return Kind.MANDATES if Col.ROLE in columns and not columns & _ONLY_PEOPLE else Kind.PEOPLE
    if Col.TEAM in columns:
        return Kind.TEAMS
    what = "Geen kolom zegt over wie het gaat"
    raise UnreadableFileError(
        Problem(file=file, line=line, what=what, advice=_("Voeg Voornaam en Familienaam, of E-mail toe."))
    )


def _unused(file: str, line: int, place: int, title: str, column: Col | None) -> Problem:
    where = f"{letter(place)} {title}"
    if fold(title) in FORBIDDEN:
        advice = "Verwijder deze kolom. Roeland bewaart geen rijksregisternummers."
        return Problem(file=file, line=line, column=where, what=_("Deze kolom mag er niet in"), advice=advice)
    if column is not None:
        what, advice = f"Nog een kolom voor {column.value}", "Roeland gebruikt alleen de eerste."
    else:
        what, advice = "Deze kolom gebruikt Roeland niet", _nearest(title)
    return Problem(file=file, line=line, column=where, what=what, advice=advice, level=Level.WARNING)


def _nearest(title: str) -> str:
    close = get_close_matches(fold(title), _BY_TITLE, n=1, cutoff=0.8)
    return f"Bedoel je {_BY_TITLE[close[0]].value}?" if close else ""


def template(kind: Kind) -> list[str]:
    """The titles that a template for this kind of list starts with."""
    person: Iterable[Col] = (Col.GIVEN_NAME, Col.FAMILY_NAME, Col.EMAIL, Col.NUMBER)
    match kind:
        case Kind.TEAMS:
            columns = [Col.TEAM, Col.PARENT]
        case Kind.MANDATES:
            columns = [*person, Col.ROLE, Col.START, Col.END, Col.DECISION]
        case Kind.PEOPLE:
            columns = [
                *person,
                Col.PHONE,
                Col.TEAM,
                Col.JOB,
                Col.SINCE,
                Col.LEFT,
                Col.ROLE,
                Col.START,
                Col.END,
                Col.DECISION,
            ]
    return [column.value for column in columns]
