"""Words, and what a searched word means."""

from roeland.knowledge.values import Vocabulary, fold, meaning, searched, snippet, tokens, weights

WORDS = [
    "wachtwoordprocedure",
    "wachtwoord",
    "procedure",
    "back-up",
    "backup",
    "back",
    "up",
    "id.am-5",
    "telewerk",
    "prive",
    "bel-0012",
]


def vocabulary() -> Vocabulary:
    found = Vocabulary()
    found.add(list(enumerate(WORDS, start=1)))
    return found


def named(ids: frozenset[int]) -> set[str]:
    return {WORDS[number - 1] for number in ids}


def test_a_code_is_found_whole_and_in_pieces() -> None:
    words = [word for word, _start, _end in tokens("Zie ID.AM-5.1, BEL-0012 en back-up.")]
    assert words[:6] == ["zie", "id.am-5.1", "id", "am", "5", "1"]
    assert {"bel-0012", "back-up", "backup"} <= set(words)
    assert named(meaning("id.am-5", vocabulary()).exact) == {"id.am-5"}
    assert named(meaning("bel-0012", vocabulary()).ids) == {"bel-0012"}


def test_a_part_of_a_compound_is_found_and_so_is_a_plural() -> None:
    meant = meaning("procedures", vocabulary())
    assert named(meant.part) == {"procedure", "wachtwoordprocedure"}
    assert named(meaning("wachtwoord", vocabulary()).exact) == {"wachtwoord"}
    assert named(meaning("wachtwoord", vocabulary()).part) == {"wachtwoordprocedure"}


def test_a_typing_error_is_forgiven_but_a_number_is_not() -> None:
    assert named(meaning("telewrek", vocabulary()).typo) == {"telewerk"}
    assert named(meaning("wachtwoort", vocabulary()).typo) == {"wachtwoord"}
    assert not meaning("bel-0013", vocabulary()).ids
    assert not meaning("zeppelin", vocabulary()).ids


def test_accents_and_stop_words() -> None:
    assert fold("Privé") == "prive"
    assert searched("de procedure voor het wachtwoord") == ["procedure", "wachtwoord"]
    assert searched("de") == ["de"]
    assert weights("Telewerk", "BEL-0001", "# Doel\ntelewerk kan\nde rest")["telewerk"] == 12
    assert "de" not in weights("x", "y", "de rest")


def test_a_snippet_marks_every_hit_and_keeps_the_text() -> None:
    text = "Begin. " * 40 + "Een wachtwoord deel je niet. Een wachtwoord is lang. " + "Einde. " * 40
    pieces = snippet(text, frozenset({"wachtwoord"}))
    assert [piece.text for piece in pieces if piece.hit] == ["wachtwoord", "wachtwoord"]
    assert "deel je niet" in "".join(piece.text for piece in pieces)
    assert len("".join(piece.text for piece in pieces)) < 400
