"""What an example of a rule must hold before it can be run: a person who looks at a citizen at a moment, and rows of known tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from roeland.scrutiny.layouts import LAYOUTS
from roeland.scrutiny.rulebook import Explanation, Flag

MOST_EVENTS = 500  # of one example, with what `again` adds
AGAIN = {"times": 500, "minutes": 100_000, "citizens": 900}
HEADS = {"must", "event", "events"}


def of_explanation(rule: Explanation) -> str:
    """What is wrong with the examples of an explanation, in Dutch; empty when nothing is."""
    return _first(rule.id, ((example, [example.get("event")]) for example in _dicts(rule.examples)), len(rule.examples))


def of_flag(flag: Flag) -> str:
    """The same for a sign, which needs one example that gives it and one that does not."""
    if {bool(example.get("must")) for example in _dicts(flag.examples)} != {True, False}:
        return (
            f"{flag.id}: geef minstens één voorbeeld dat het signaal geeft en één dat het niet geeft (flag_examples)."
        )
    return _first(flag.id, ((example, example.get("events")) for example in _dicts(flag.examples)), len(flag.examples))


def _dicts(examples: Iterable[Any]) -> list[dict[str, Any]]:
    return [example for example in examples if isinstance(example, dict)]


def _first(name: str, pairs: Iterable[tuple[dict[str, Any], Any]], count: int) -> str:
    listed = list(pairs)
    if len(listed) != count:
        return f"{name}: een voorbeeld begint met must."
    for place, (example, events) in enumerate(listed, 1):
        if said := _wrong(example, events):
            return f"{name}, voorbeeld {place}: {said}"
    return ""


def _wrong(example: dict[str, Any], events: Any) -> str:
    if not isinstance(events, list) or not events or not all(_event(event) for event in events):
        return "een raadpleging heeft user_id, citizen en ts, en soms again met times, minutes en citizens."
    if sum(event.get("again", {}).get("times", 1) for event in events) > MOST_EVENTS:
        return f"hoogstens {MOST_EVENTS} raadplegingen."
    if unknown := sorted(str(name) for name in set(example) - HEADS - set(LAYOUTS)):
        return f"de tabel {unknown[0]} bestaat niet."
    tables = [rows for name, rows in example.items() if name in LAYOUTS]
    if not all(isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in tables):
        return "een tabel is een lijst van rijen."
    return ""


def _event(event: Any) -> bool:
    if (
        not isinstance(event, dict)
        or not isinstance(event.get("user_id"), str)
        or not isinstance(event.get("citizen"), int)
    ):
        return False
    again = event.get("again")
    if again is not None and not (isinstance(again, dict) and set(again) == set(AGAIN)):
        return False
    if again is not None and not all(
        isinstance(again[name], (int, float) if name == "minutes" else int) and 0 <= again[name] <= most
        for name, most in AGAIN.items()
    ):
        return False
    try:
        datetime.fromisoformat(str(event.get("ts")))
    except ValueError:
        return False
    return True
