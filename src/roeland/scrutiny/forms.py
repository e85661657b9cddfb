"""How a column of a file becomes its one form, in SQL."""

INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"}


def signed(raw: str, physical: str) -> str:
    if physical not in {"UBIGINT", "HUGEINT"}:
        return f"CAST({raw} AS BIGINT)"
    return f"TRY_CAST(CASE WHEN {raw} >= 9223372036854775808 THEN {raw}::HUGEINT - 18446744073709551616 ELSE {raw} END AS BIGINT)"


def moment(raw: str, physical: str, *, day: bool) -> str:
    """A UTC timestamp; integers are microseconds (a day as integer counts from 1970)."""
    if physical in INTEGERS:
        return f"TRY_CAST(DATE '1970-01-01' + {raw}::INTEGER AS TIMESTAMP)" if day else f"make_timestamp({raw}::BIGINT)"
    text = (
        f"TRY_CAST(TRY_CAST({raw} AS TIMESTAMPTZ) AS TIMESTAMP)"
        if physical == "VARCHAR"
        else f"TRY_CAST({raw} AS TIMESTAMP)"
    )
    return f"date_trunc('day', {text})" if day else text
