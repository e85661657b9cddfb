"""What is kept of columns whose text nobody needs: of a reference to a dossier its hash, of a stated reason whether it says anything, and of the
name of a team one way of writing it: two suppliers seldom have the same capitals, and it stands in no output."""

TYPES = {"dossier_ref": "UBIGINT", "dossier_id": "UBIGINT", "stated_reason": "BOOLEAN", "team": "VARCHAR"}
LEAST_SIGNS, LEAST_LETTERS = (
    3,
    3,
)  # distinct letters or figures, and letters or figures at all, of a reason that says something
FILLERS = (
    "test", "testje", "testen", "proef", "xxx", "nvt", "n.v.t.", "geen", "geen reden", "zomaar", "reden", "dossier", "opzoeking", "raadpleging",
    "niets", "onbekend", "diversen", "divers", "andere", "varia", "blabla", "abc", "abcd", "123", "1234", "12345", "none", "null", "nihil",
)  # fmt: skip
KEYBOARD = "asdf|qsdf|qwer|azer|zxcv|wxcv|hjkl|jklm|dfgh|fghj|sdfg|lkjh|poiu|uiop"


def value(column: str, text: str) -> str:
    """The SQL of what is kept. A reason: true when it says something, false when it is filler, null when it is empty."""
    if column == "team":
        return f"nullif(regexp_replace(lower({text}), '\\s+', ' ', 'g'), '')"
    if column != "stated_reason":
        return f"CASE WHEN {text} <> '' THEN hash(lower({text})) END"
    plain = f"regexp_replace(lower({text}), '[^\\p{{L}}\\p{{N}}]', '', 'g')"
    listed = ", ".join(f"'{word}'" for word in FILLERS)
    return (
        f"CASE WHEN {text} <> '' THEN length({plain}) >= {LEAST_LETTERS} AND len(list_distinct(string_split({plain}, ''))) >= {LEAST_SIGNS} "
        f"AND lower({text}) NOT IN ({listed}) AND NOT regexp_matches({plain}, '{KEYBOARD}') END"
    )
