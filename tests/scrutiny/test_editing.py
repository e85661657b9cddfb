"""Rules that somebody writes himself: errors point to a line, small changes leave the rest alone, examples are run."""

import re
from importlib import resources
from pathlib import Path

import pytest

from roeland.scrutiny import editing, examples, lines, rulebook
from roeland.scrutiny.editing import Change
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.run import check

TEXT = resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(TEXT.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "said", "near"),
    [
        ("from: tickets", "from: tikkets", "ticket: de tabel tikkets", "id: ticket"),
        ("strength: 4", "", "inscription: strength ontbreekt", "id: inscription"),
        ("id: street", "id: straat", "straat: dit signaal bestaat niet", "id: street"),
        ("id: ticket", "id: tick'); DROP", "een naam bestaat uit", "id: ticket"),
        ("cap: 2, most_share: 0.02", "cap: 2", "surname: de drempel most_share ontbreekt", "id: surname"),
        ("weight: 9", "weight: .inf", "self: gewicht", "id: self"),
        ("base_cap: 5", "base_cap: veel", "anders dan een getal", "base_cap: 5"),
        ("handover_days: 30", "handover_days: *ver", "sterretje", "handover_days: 30"),
    ],
)
def test_an_error_names_the_rule_and_its_line(old: str, new: str, said: str, near: str) -> None:
    with pytest.raises(BadRules) as found:
        editing.checked(TEXT.replace(old, new, 1))
    assert said in str(found.value)
    assert found.value.line == line_of(near)
    assert str(found.value).startswith(f"Lijn {line_of(near)}: ")


def test_broken_yaml_has_a_line_and_no_english() -> None:
    with pytest.raises(BadRules) as found:
        editing.checked(TEXT.replace("minimum: 2}", "minimum: 2", 1))
    assert found.value.line
    assert "inspringen" in str(found.value)
    assert "expected" not in str(found.value)


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 50_000, "\n".join(" " * depth + "a:" for depth in range(500))])
def test_what_is_too_deep_in_each_other_is_refused(deep: str) -> None:
    """The parser in C would end the whole process."""
    with pytest.raises(BadRules, match="te veel in elkaar"):
        lines.read(deep)


def test_a_signal_that_is_left_out_is_named() -> None:
    kept = "\n".join(line for line in TEXT.splitlines() if "id: burst" not in line)
    with pytest.raises(BadRules, match="burst: dit signaal ontbreekt"):
        editing.checked(kept)


def test_no_more_explanations_than_a_code_can_name() -> None:
    one = re.findall(r"  - id: inscription\n(?:    .*\n)+", TEXT)[0]
    short = one.replace("De burger was door het team geïntegreerd in het verwijzingsrepertorium.", "Kort.")
    short = re.sub(r"(must: false, event: {.*?}), .*", r"\1}", short)  # or they are too long before they are too many
    many = "".join(short.replace("id: inscription", f"id: i{number}") for number in range(81))
    with pytest.raises(BadRules, match="te veel verklaringen: hoogstens 100"):
        editing.checked(TEXT.replace(one, one + many, 1))


def test_the_small_form_changes_only_what_was_asked() -> None:
    wanted = Change(before=3, after=0.5, strength=4, services=("gezin", "inkomen"))
    text = editing.changed(TEXT, "dossier-household", wanted)
    text = editing.changed(text, "watch", Change(weight=2.5))
    text = editing.changed(text, "", Change(minimum=3))
    book = editing.checked(text)
    rule = next(one for one in book.explanations if one.id == "dossier-household")
    assert (rule.before, rule.after, rule.strength, rule.services) == (3, 0.5, 4, ("gezin", "inkomen"))
    assert (book.flag("watch").weight, book.flag("watch").cap, book.minimum) == (2.5, 2, 3)
    before, after = TEXT.splitlines(), text.splitlines()
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 5
    assert editing.checked(editing.changed(text, "dossier-household", Change(services=()))).explanations
    with pytest.raises(BadRules, match="bestaat niet"):
        editing.changed(TEXT, "nergens", wanted)


def test_examples_are_run_together_and_a_broken_one_is_found() -> None:
    assert examples.broken(rulebook.shipped()) == []
    loose = editing.changed(TEXT, "ticket", Change(after=0, before=0))
    found = examples.broken(editing.checked(loose))
    assert [(rule.id, example["must"]) for rule, example in found] == [("ticket", True)]


def test_a_character_that_yaml_does_not_know_is_told_by_its_line() -> None:
    with pytest.raises(BadRules) as refused:
        editing.checked("version: 1\nnaam: \x81\n")
    assert refused.value.line == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  surname:\n    - {must: true, events: [",
            "  surname:\n    - {must: true, event: [",
            "surname, voorbeeld 1: een raadpleging heeft",
        ),
        ("  surname:\n    - {must: true,", "  surname:\n    - {must: false,", "surname: geef minstens één voorbeeld"),
        (
            "  night:\n    - {must: true, events: [{user_id: an,",
            "  night:\n    - {must: true, events: [{",
            "night, voorbeeld 1",
        ),
        ("again: {times: 60,", "again: {times: 60000,", "een raadpleging heeft user_id, citizen en ts"),
        ("ts: 2026-03-10T20:30}]}", "ts: vroeg}]}", "off-hours, voorbeeld 1"),
    ],
)
def test_examples_of_signs_have_a_form(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(BadRules, match=said) as found:
        editing.checked(TEXT.replace(old, new, 1))
    assert (found.value.line or 0) > line_of("flag_examples:")


def test_every_example_of_a_sign_is_run_and_one_that_does_not_come_out_is_found() -> None:
    book = rulebook.shipped()
    assert examples.unmarked(book, book) == []
    text = TEXT.replace(
        "enumeration:\n    - {must: true, events: [{user_id: an",
        "enumeration:\n    - {must: true, events: [{user_id: bo",
    )
    text = text.replace("again: {times: 9, minutes: 2, citizens: 1}", "again: {times: 3, minutes: 2, citizens: 1}", 1)
    wrong = examples.unmarked(editing.checked(text), book)
    assert [(flag.id, flag.examples.index(example)) for flag, example in wrong] == [("enumeration", 0)]


def test_the_engine_refuses_rules_without_a_threshold_it_asks(tmp_path: Path) -> None:
    """Rules that were taken into use before a new version of Roeland: no KeyError halfway."""
    book = rulebook.parse(re.sub(r", most_share: [0-9.]+", "", TEXT, count=1))
    with pytest.raises(BadRules, match="surname: de drempel most_share ontbreekt"):
        check(tmp_path, tmp_path / "out", book=book)
    assert not (tmp_path / "out").exists()
