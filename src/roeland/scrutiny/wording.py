"""Reasons of a case as Dutch sentences that tell nobody apart.

A tie between worker and citizen is named by its kind only when at least twenty people share it; else, for whoever is on the watch list, and
where a case has more than one tie (together they may fit one person only), it reads *bijzondere band*.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from roeland.scrutiny import rulebook
from roeland.scrutiny.reasons import UNEXPLAINED
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.values import CROWD

TIES = frozenset(
    {"self", "own-household", "former-household", "mate-household", "colleague", "surname", "street", "watch"}
)
HIDDEN = "band"
SPECIAL = "Er is een bijzondere band tussen de medewerker en de burger."
WITHOUT = (
    "{n} raadpleging zonder dossier, afspraak, integratie of vraag van de burger.",
    "{n} raadplegingen zonder dossier, afspraak, integratie of vraag van de burger, {on_days}.",
)
WORDS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def reason_sentence(
    flag_id: str, arguments: Mapping[str, Any], shared_by: int | None = None, book: Rulebook | None = None
) -> str:
    """One reason. arguments: as in reasons.parquet (count, days, users, citizens, first_hour, last_hour); what lacks is not told.

    shared_by: how many people the tie would fit, None when unknown; only looked at for ties. A flag that the rules do not know reads as its id.
    """
    if flag_id in TIES and unnamed(flag_id, shared_by):
        return SPECIAL
    book = book or rulebook.shipped()
    known = next((flag for flag in book.flags if flag.id == flag_id), None)
    forms = WITHOUT if flag_id == UNEXPLAINED else known.reason if known else ()
    values = filled(arguments, shared_by)
    plain = known.sentence if known else flag_id
    form = forms[0 if arguments.get("count", 1) == 1 else -1] if forms else plain
    try:
        text = form.format_map(values)
    except (
        KeyError,
        IndexError,
        ValueError,
        AttributeError,
    ):  # an argument that was not counted, or rules that somebody wrote himself
        text = plain
    return "E" + text[1:] if text.startswith("é") else text[:1].upper() + text[1:]


def visible(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """The flags of a case as its sentences let them be seen: every tie that they do not name is `HIDDEN`, each once, by name."""
    listed = list(reasons)
    several = sum(reason["flag"] in TIES for reason in listed) > 1
    return sorted(
        {
            HIDDEN
            if reason["flag"] in TIES and (several or unnamed(reason["flag"], reason.get("shared_by")))
            else reason["flag"]
            for reason in listed
        }
    )


def unnamed(flag_id: str, shared_by: int | None) -> bool:
    """Whether a tie may not be named by its kind."""
    return flag_id == "watch" or shared_by is None or shared_by < CROWD


def sentences(reasons: Iterable[Mapping[str, Any]], book: Rulebook | None = None) -> list[str]:
    """All reasons of one case, as in reasons.parquet, each sentence once and at most one about ties."""
    listed = list(reasons)
    several = sum(reason["flag"] in TIES for reason in listed) > 1
    found = [
        SPECIAL
        if several and reason["flag"] in TIES
        else reason_sentence(reason["flag"], reason, reason.get("shared_by"), book)
        for reason in listed
    ]
    special = (
        [SPECIAL] if SPECIAL in found else []
    )  # always at the same place: its weight must not tell which tie it is
    first = [text for text, reason in zip(found, listed, strict=True) if reason["flag"] == UNEXPLAINED]
    return list(dict.fromkeys([*first, *special, *found]))


def filled(arguments: Mapping[str, Any], shared_by: int | None) -> dict[str, str]:
    """What the sentences may hold; only what is known."""
    found = {"n": "count", "days": "days", "users": "users", "citizens": "citizens"}
    values = {name: word(arguments[key]) for name, key in found.items() if arguments.get(key) is not None}
    if (days := arguments.get("days")) is not None:
        values["on_days"] = f"op {word(days)} {'dag' if days == 1 else 'dagen'}"
    first, last = arguments.get("first_hour"), arguments.get("last_hour")
    if first is not None and last is not None:
        values["hours"] = f"tussen {first}:00 en {last + 1}:00"
    if shared_by is not None:
        values["shared_by"] = str(shared_by)
    return values


def word(number: int) -> str:
    return WORDS[number] if 0 <= number < len(WORDS) else str(number)
