"""What is wrong with a value that came in, in Dutch: pydantic's types of error and what Roeland says. Pure.

https://docs.pydantic.dev/latest/errors/validation_errors/ names the types. One that is not here still gets a Dutch sentence.
"""

from collections.abc import Mapping
from typing import Any

NUMBER, WHOLE, TEXT = "Dit moet een getal zijn.", "Dit moet een geheel getal zijn.", "Dit moet tekst zijn."
DAY = "Dit moet een datum zijn, bijvoorbeeld 2026-11-17."
MOMENT = "Dit moet een tijdstip zijn, bijvoorbeeld 2026-11-17T09:30:00+01:00."
CLOCK = "Dit moet een uur zijn, bijvoorbeeld 09:30."
YES_NO = "Dit moet true of false zijn."
CODE = "Dit moet een uuid zijn."
LIST, OBJECT = "Dit moet een lijst zijn.", "Dit moet een object met velden zijn."

SAID: dict[str, str] = {
    "missing": "Dit veld ontbreekt.",
    "extra_forbidden": "Dit veld bestaat niet.",
    "json_invalid": "Dit is geen geldige JSON.",
    "none_required": "Dit veld moet leeg (null) zijn.",
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), TEXT),
    "string_too_short": "Deze tekst telt minstens {min_length} tekens.",
    "string_too_long": "Deze tekst telt hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Deze tekst heeft niet de gevraagde vorm.",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), WHOLE),
    "int_parsing_size": "Dit getal is te groot.",
    **dict.fromkeys(("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"), NUMBER),
    "decimal_max_digits": "Dit getal telt hoogstens {max_digits} cijfers.",
    "decimal_max_places": "Dit getal telt hoogstens {decimal_places} cijfers na de komma.",
    "decimal_whole_digits": "Dit getal telt hoogstens {whole_digits} cijfers voor de komma.",
    "greater_than": "Dit moet meer zijn dan {gt}.",
    "greater_than_equal": "Dit moet minstens {ge} zijn.",
    "less_than": "Dit moet minder zijn dan {lt}.",
    "less_than_equal": "Dit mag hoogstens {le} zijn.",
    "multiple_of": "Dit moet een veelvoud zijn van {multiple_of}.",
    **dict.fromkeys(("bool_type", "bool_parsing"), YES_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), DAY),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_object_invalid", "datetime_from_date_parsing"), MOMENT
    ),
    **dict.fromkeys(("timezone_aware", "timezone_offset"), "Zet de tijdzone erbij, bijvoorbeeld +01:00."),
    **dict.fromkeys(("time_type", "time_parsing"), CLOCK),
    **dict.fromkeys(("uuid_type", "uuid_parsing", "uuid_version"), CODE),
    **dict.fromkeys(("enum", "literal_error"), "Dit kan alleen {expected} zijn."),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "iterable_type"), LIST),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"), OBJECT),
    "too_short": "Hier horen er minstens {min_length}.",
    "too_long": "Hier mogen er hoogstens {max_length}.",
}
OTHERWISE = "“{field}” heeft niet de gevraagde vorm."
OURS = ("value_error", "assertion_error")  # raised by a validator of ours, in Dutch already


def told(field: str, item: Mapping[str, Any]) -> str:
    """One of pydantic's errors (`type`, `ctx`) in Dutch; `field` is named when nothing better can be said."""
    kind, about = str(item.get("type", "")), dict(item.get("ctx") or {})
    if kind in OURS and "error" in about:
        return str(about["error"])
    if "expected" in about:
        about["expected"] = str(about["expected"]).replace(" or ", " of ")
    try:
        return SAID.get(kind, OTHERWISE).format(field=field, **about)
    except KeyError:  # another edition of the library gives other details
        return OTHERWISE.format(field=field)
