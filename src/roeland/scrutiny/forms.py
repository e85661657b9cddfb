"""How a column of a file becomes its one form, in SQL."""

INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"}


# from the year 1 to the year 9999, in days and in microseconds since 1970
DAYS = -719_162, 2_932_896
MICROSECONDS = -62_135_596_800_000_000, 253_402_300_799_999_999


def signed(raw: str, physical: str) -> str:
    """A whole number in 64 bits with a sign; an unsigned one that does not fit goes on below zero."""
    if physical not in {"UBIGINT", "HUGEINT"}:
        return f"CAST({raw} AS BIGINT)"
    return f"TRY_CAST(CASE WHEN {raw} >= 9223372036854775808 THEN {raw}::HUGEINT - 18446744073709551616 ELSE {raw} END AS BIGINT)"


def numbered(raw: str, physical: str, *, typed: bool) -> str:
    """The SQL test for a number of an event that does not fit 64 bits or is text. typed: a text is a text, also when it is made of figures."""
    if physical in INTEGERS:
        return f"{raw} IS NOT NULL AND TRY_CAST({raw} AS BIGINT) IS NULL"
    if physical in {"FLOAT", "DOUBLE"} or physical.startswith(
        "DECIMAL"
    ):  # whole numbers as programs keep a column with empty places
        return f"{raw} IS NOT NULL AND (TRY_CAST({raw} AS BIGINT) IS NULL OR TRY_CAST({raw} AS BIGINT) <> {raw})"
    whole = (
        "false" if typed else f"regexp_full_match(trim({raw}), '-?[0-9]+') AND TRY_CAST({raw} AS BIGINT) IS NOT NULL"
    )
    return f"{raw} IS NOT NULL AND NOT ({whole})"


def moment(raw: str, physical: str, *, day: bool) -> str:
    """A UTC timestamp; integers are microseconds (a day as integer counts from 1970). What is no moment is null."""
    if physical in INTEGERS:
        first, last = DAYS if day else MICROSECONDS
        made = f"CAST(DATE '1970-01-01' + {raw}::INTEGER AS TIMESTAMP)" if day else f"make_timestamp({raw}::BIGINT)"
        return f"CASE WHEN {raw} BETWEEN {first} AND {last} THEN {made} END"
    text = (
        f"TRY_CAST(TRY_CAST({raw} AS TIMESTAMPTZ) AS TIMESTAMP)"
        if physical == "VARCHAR"
        else f"TRY_CAST({raw} AS TIMESTAMP)"
    )
    return f"date_trunc('day', {text})" if day else text
