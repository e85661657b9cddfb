"""Records into rows of a table: times in UTC, citizens and tokens as keyed 64-bit numbers. A number leaves no other trace."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from roeland.logs.formats import moments
from roeland.logs.formats.mapping import BRUSSELS, PERSON_FIELDS, Reading
from roeland.logs.formats.numbers import national, only_number, token
from roeland.logs.formats.opening import NO_TEXT
from roeland.logs.formats.values import SKIPPED, Faults, Record
from roeland.logs.values import GONE, Kind
from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, EVENT, TEXT, TIME, TOKEN, USER
from roeland.scrutiny.numbers import SEPARATORS, Pseudonyms, holds_national, is_national, without_numbers
from roeland.scrutiny.values import ABSENT

LOCAL = ZoneInfo(BRUSSELS)
LONGEST = 120  # of a text, as the tables take it
LONGEST_NUMBER = 200  # of a consultation's own number
CACHE = 500_000
AHEAD = timedelta(days=1)  # clocks differ; more is no clock
EARLIEST = 2000
DIGITS = "0123456789"
UNTIL = "until"  # the end of a period
REFERENCE = "reference\x1f"  # the number of a dossier
UNTIL_FIELD = "to_ts"
WHOLE = "whole"  # that end when all ends of the file are days
UNSEEN = "Cf"  # of Unicode: no width, or the way a text runs
COUNTED = 16  # a counter has fewer digits
TRUE = frozenset({"1", "true", "t", "ja", "yes", "y", "j", "waar", "x", "oui"})
FREE_TEXT = "stated_reason"  # what somebody typed: a name may stand in it, so only that it was filled is kept
SEARCH = {
    "insz": "insz",
    "rrn": "insz",
    "rijksregisternummer": "insz",
    "nationalnumber": "insz",
    "ssin": "insz",
    "niss": "insz",
    "bis": "insz",
}
WRONG = {
    EVENT: "het nummer van het gegeven is te lang", USER: "geen gebruiker", CITIZEN: "geen geldig rijksregister- of bisnummer",
    TIME: "geen geldig tijdstip", UNTIL: "geen geldig tijdstip", DAY: "geen geldige dag", TOKEN: "geen geldige waarde", TEXT: "leeg",
}  # fmt: skip
DOUBTS = {
    "day": "een dag zonder uur, telt mee om middernacht",
    "twice": "in het uur dat twee keer voorkomt als de zomertijd eindigt, telt mee als het eerste",
    "never": "een uur dat niet bestaat omdat de zomertijd dan begint, telt mee. Kijk de tijdzone na",
}
HOUR = timedelta(hours=1)
KINDS = {
    "event_id": EVENT,
    "n_persons": COUNT,
    "search_key": "search",
    FREE_TEXT: "filled",
    "dossier_ref": REFERENCE,
    "dossier_id": REFERENCE,
    UNTIL_FIELD: UNTIL,
    **dict.fromkeys(PERSON_FIELDS, "person"),
}


class Converter:
    """Turns records of one mapping into rows. `row()` gives None for one that cannot be used, told in `faults` by row and column.

    `accounts`: those that are known already, `listed`: those of the lists of staff. Another spelling of one, in capitals, is that one.
    """

    def __init__(
        self,
        how: Reading,
        pseudonyms: Pseudonyms,
        now: datetime,
        faults: Faults,
        accounts: Iterable[str] = (),
        listed: Iterable[str] = (),
    ) -> None:
        self.how, self.pseudonyms, self.faults = how, pseudonyms, faults
        self.latest, self.zone = now + AHEAD, how.zone_info
        layout = how.kind.layout
        self.steps = [
            (
                name,
                KINDS.get(name) or layout.columns.get(name, TEXT),
                name in layout.needed and name != "event_id",
                part,
            )
            for name, part in how.fields.items()
        ]
        self.citizens: dict[Any, int | None] = {}
        self.users: dict[str, str] = {}
        self.accounts = frozenset(accounts)
        self.spelled = {settled(name).casefold(): name for name in (*sorted(listed), *sorted(self.accounts))}
        self.hours: dict[int, bool] = {}
        self.skipped: set[int] = set()  # numbers of consultations that were left out: they are no gap of the supplier
        self.persons: dict[str, tuple[str, str]] = {}  # user -> (personnel number, e-mail address), of a staff list

    def row(self, record: Record) -> dict[str, Any] | None:
        """The values by name of the column; consultations get `day`, the local day, too."""
        made = self._row(record)
        if made is None and "event_id" in self.how.fields and len(self.skipped) < CACHE:
            number = digits_only(joined(record, self.how.fields["event_id"].columns))
            self.skipped.update([number] if number is not None else [])
        return made

    def _row(self, record: Record) -> dict[str, Any] | None:
        made: dict[str, Any] = {}
        for name, kind, needed, part in self.steps:
            raw = joined(record, part.columns) if part.columns else part.constant
            if isinstance(raw, str) and not raw.isprintable() and NO_TEXT.search(raw):
                self._fault(record.row, "tekens die niet in een tekst horen", part.columns, name)
                return None
            empty = raw is None or (isinstance(raw, str) and raw.strip() in ABSENT)
            value = None if empty else self._value(name, kind, raw)
            if value is None and (needed or (not empty and kind in {CITIZEN, TIME, UNTIL, DAY, EVENT})):
                self._fault(record.row, WRONG.get(kind, "leeg") if not empty else "leeg", part.columns, name)
                return None
            made[name] = value
            if kind == UNTIL and value is not None:
                made[WHOLE] = moments.last_day(raw, self.zone, self.how.dates)
        if self.how.kind is Kind.CONSULT:
            return self._consult(made, record)
        if self.how.kind is Kind.STAFF:
            self._person(made)
        return made

    def _consult(self, made: dict[str, Any], record: Record) -> dict[str, Any] | None:
        stamp: datetime = made["ts"]
        if stamp > self.latest or stamp.year < EARLIEST:
            text = "tijdstip in de toekomst" if stamp > self.latest else "tijdstip van voor 2000"
            self._fault(record.row, text, self.how.fields["ts"].columns, "ts")
            return None
        made["day"] = stamp.astimezone(LOCAL).date()
        if self._odd(stamp):
            columns = self.how.fields["ts"].columns
            if doubt := moments.doubt(joined(record, columns), self.zone, self.how.dates):
                self.faults.mention(record.row, DOUBTS[doubt], ", ".join(columns), 1)
        made["ref"] = made.pop("event_id", None)
        return made

    def _odd(self, stamp: datetime) -> bool:
        """Whether a moment is midnight, or near the hour in which the clocks of the source change."""
        hour = int(stamp.timestamp() // 3600)
        if hour not in self.hours:
            around = {(stamp + shift).astimezone(self.zone).utcoffset() for shift in (-HOUR, HOUR)}
            self.hours[hour] = len(around) > 1 or stamp.astimezone(self.zone).hour == 0
        return self.hours[hour]

    def _person(self, made: dict[str, Any]) -> None:
        number, address = (made.pop(name, None) or "" for name in PERSON_FIELDS)
        if (number or address) and len(self.persons) < CACHE:
            self.persons[made["user_id"]] = (number, address.lower())

    def _fault(self, row: int, text: str, columns: tuple[str, ...], name: str) -> None:
        self.faults.add(row, text + SKIPPED, ", ".join(columns) or name)

    def _value(self, name: str, kind: str, raw: Any) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            TIME: lambda: moments.moment(raw, self.zone, self.how.dates),
            UNTIL: lambda: moments.end(raw, self.zone, self.how.dates),
            DAY: lambda: moments.day(raw, self.zone, self.how.dates),
            CITIZEN: lambda: self._citizen(raw),
            USER: lambda: None if isinstance(raw, bool) else self._user(str(raw).strip()),
            TOKEN: lambda: token(self.pseudonyms, name, raw),
            BOOL: lambda: raw if isinstance(raw, bool) else str(raw).strip().lower() in TRUE,
        }
        make = makers.get(kind)
        return make() if make else self._text(kind, raw)

    def _text(self, kind: str, raw: Any) -> Any:
        if kind == COUNT:
            return _whole(str(raw), self.how.decimal)
        if kind == "filled":
            return "ingevuld"
        text = str(raw).strip()
        if kind == "person":
            return text[:LONGEST]
        if kind == "search":
            return self._search(text)
        if kind in {EVENT, REFERENCE}:
            longest = LONGEST_NUMBER if kind == EVENT else LONGEST
            return self._reference(text, longest) if kind != EVENT or len(text) <= longest else None
        return self._clean(text)

    def _citizen(self, raw: Any) -> int | None:
        """The pseudonym of a valid number; anything else is none, and a fault of its row."""
        key = raw if isinstance(raw, str | int | float) else str(raw)
        if key not in self.citizens:
            if len(self.citizens) > CACHE:
                self.citizens.clear()
            number = national(raw)
            self.citizens[key] = self.pseudonyms.of(number) if number else None
        return self.citizens[key]

    def _user(self, text: str) -> str | None:
        """A user as Roeland calls him: a pseudonym, as the engine gives, when he is known by his national number, and one of the whole
        name when it holds a number, is longer than the tables take or is what stands for who was erased, so that two users stay two."""
        found = self.users.get(text)
        if found is None:
            plain = settled(text)
            digits = SEPARATORS.sub("", plain).rjust(11, "0")
            number = digits if is_national(digits) else only_number(plain)
            taken = len(plain) > LONGEST or plain.casefold() == GONE
            held = number or (plain if taken or holds_national(plain) else "")
            found = str(self.pseudonyms.of("user\x1f" + held)) if held else plain
            found = found if found in self.accounts else self.spelled.get(found.casefold(), found)
            if len(self.users) < CACHE:
                self.users[text] = found
                self.spelled.setdefault(found.casefold(), found)
        return found or None

    def _search(self, text: str) -> str:
        """How somebody was looked up. What he was looked up by is no kind of key, and never kept."""
        folded = "".join(letter for letter in text.casefold() if letter.isalnum())
        if is_national(folded.rjust(11, "0")):
            return "insz"
        if folded in SEARCH:
            return SEARCH[folded]
        return folded if folded in WAYS else "andere"

    def _reference(self, text: str, longest: int = LONGEST) -> str:
        """The number of a consultation or dossier. A counter of eleven digits may pass as a national number, and a national number may stand
        there: nobody can tell, so it is a token of the whole, and two stay two."""
        cut = settled(text)[: 4 * longest]
        if not holds_national(cut):
            return cut[:longest]
        return f"#{self.pseudonyms.of(REFERENCE + cut.casefold()) % 2**64:016x}"

    def _clean(self, text: str, longest: int = LONGEST) -> str:
        """A text without national numbers, on one line. Hidden before it is cut, or of a number at the end ten figures would stay."""
        return without_numbers(settled(text)[: 4 * longest])[:longest]


WAYS = frozenset(
    {
        "naam",
        "name",
        "nom",
        "naamgeboortedatum",
        "namebirth",
        "adres",
        "address",
        "adresse",
        "geboortedatum",
        "dossier",
        "fonetisch",
        "lijst",
    }
)


def joined(record: Record, columns: tuple[str, ...]) -> Any:
    """What a row says of one field, which may stand in more columns."""
    if len(columns) == 1:
        return plain(record.fields.get(columns[0]))
    parts = [str(plain(record.fields.get(column)) or "").strip() for column in columns]
    return " ".join(part for part in parts if part)


def plain(raw: Any) -> Any:
    """A number with nothing behind the point as a whole one: empty cells make a column of numbers one of decimals, and 7.0 is user 7."""
    return int(raw) if isinstance(raw, float | Decimal) and math.isfinite(raw) and raw == int(raw) else raw


def settled(text: str) -> str:
    """A text on one line and in one form: é is one letter or two, and marks that nobody sees make another text of it."""
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one) != UNSEEN)
    return " ".join(text.split())


def digits_only(raw: Any) -> int | None:
    """The number of a consultation as a counter gives it, behind letters too (*W-00123*); None for another one, and for a national number
    that stands there."""
    whole = str(raw).strip()
    text = whole[len(whole.rstrip(DIGITS)) :]
    return int(text) if text and len(text) < COUNTED and not is_national(text) else None


def _whole(text: str, decimal: str) -> int | None:
    """A count: *1.234* or *3,0* with the mark of this source."""
    plain = (
        text.strip()
        .replace("\u00a0", "")
        .replace(" ", "")
        .replace("." if decimal == "," else ",", "")
        .replace(decimal, ".")
    )
    try:
        return int(float(plain)) if plain and abs(float(plain)) < 2**31 else None
    except ValueError:
        return None
