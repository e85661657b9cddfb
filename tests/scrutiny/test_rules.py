"""Every explanation keeps to its own examples; rules that ask what the engine does not do are refused."""

from typing import Any

import pytest

from roeland.scrutiny import rulebook
from roeland.scrutiny.examples import holds, marks
from roeland.scrutiny.rulebook import BadRules, Explanation, Flag

BOOK = rulebook.shipped()
MARKED = [(flag, example) for flag in BOOK.flags for example in flag.examples]
EXAMPLES = [(rule, example) for rule in BOOK.explanations for example in rule.examples]
GOOD = """
version: "1"
handover_days: 30
cases: {base: 1, base_cap: 1, minimum: 1}
flags: [{id: watch, sentence: x, scope: always, weight: 1, cap: 1}]
explanations:
  - {id: t, sentence: x, from: tickets, keys: {citizen: citizen, user_id: user}, period: {from: [day], to: [day], before: 0, after: 0},
     services: all, strength: 1, examples: [{must: true, event: {}}, {must: false, event: {}}]}
"""


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.id}-{example['must']}" for rule, example in EXAMPLES]
)
def test_examples_of_a_rule_hold(rule: Explanation, example: dict[str, Any]) -> None:
    assert holds(BOOK, rule, example)


@pytest.mark.parametrize(("flag", "example"), MARKED, ids=[f"{flag.id}-{example['must']}" for flag, example in MARKED])
def test_examples_of_a_flag_hold(flag: Flag, example: dict[str, Any]) -> None:
    assert marks(BOOK, flag, example)


@pytest.mark.parametrize("flag", BOOK.flags, ids=[flag.id for flag in BOOK.flags])
def test_every_flag_has_both_examples_and_a_sentence_with_counts(flag: Flag) -> None:
    assert {bool(example["must"]) for example in flag.examples} == {True, False}
    assert flag.reason


def test_strongest_rule_comes_first() -> None:
    strengths = [rule.strength for rule in BOOK.explanations]
    assert strengths == sorted(strengths, reverse=True)
    assert len(BOOK.explanations) >= 7
    assert len(BOOK.flags) >= 16


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: tickets", "from: secrets", "tabel secrets"),
        ("user_id: user", "user_id: friend", "friend"),
        ("from: [day]", "from: [citizen]", "citizen"),
        ("{must: false, event: {}}", "{must: true, event: {}}", "voorbeeld"),
        ("scope: always", "scope: sometimes", "sometimes"),
        ("id: watch", "id: t", "dezelfde naam"),
        ("version:", "edition:", "version"),
    ],
)
def test_rules_that_cannot_be_compiled_are_refused(old: str, new: str, said: str) -> None:
    assert rulebook.parse(GOOD).version == "1"
    with pytest.raises(BadRules, match=said):
        rulebook.parse(GOOD.replace(old, new))
