"""Every verb x every role x own and other authority, against a list of rights that a person reviewed."""

import csv
from dataclasses import fields

import pytest

from roeland.kernel.actor import Actor
from roeland.kernel.page import PUBLIC, SELF_GUARDED, SIGNED_IN
from roeland.kernel.rights import INSTALLATION, RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Verb
from roeland.ledger.facts import FACTS
from roeland.people.models import Person
from tests.conformance.golden import FOLDER, agree
from tests.conformance.surfaces import import_everything, permissions, verbs
from tests.world import World

OPEN = {PUBLIC.code, SIGNED_IN.code, SELF_GUARDED.code}
INTRODUCTION = """# Facts

What the ledger can hold: every verb states exactly one of these. The sentence follows the name of who did it; the fields stand in the
erasable payload beside the entry. This table is kept by `tests/conformance/test_verbs.py`.

| code | sentence | fields |
| --- | --- | --- |"""


def expected() -> dict[str, set[str]]:
    """Permission code -> roles that hold it, from tests/golden/rights.csv (reviewed by hand, not computed)."""
    with (FOLDER / "rights.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["permission"]: {role for role, mark in row.items() if mark == "x"}
            for row in csv.DictReader(file, delimiter=";")
        }


def test_rights_are_the_agreed_ones() -> None:
    roles = sorted(RIGHTS.roles)
    lines = [";".join(["permission", *roles])]
    for code, permission in sorted(permissions().items()):
        if code not in OPEN and permission.resource != INSTALLATION:
            lines.append(";".join([code, *("x" if RIGHTS.of([role]).holds(permission) else "" for role in roles)]))
    agree("rights.csv", "\n".join(lines) + "\n")


def test_verbs_are_the_agreed_ones() -> None:
    lines = [f"{v.name.removeprefix('roeland.'):60} {v.permission.code:36} {v.fact.code}" for v in verbs()]
    agree("verbs.txt", "\n".join(lines) + "\n")


def test_every_fact_is_stated_by_a_verb_and_documented() -> None:
    """docs/facts.md lists every fact with its sentence and fields; `ROELAND_GOLDEN=write` renews the table."""
    import_everything()
    ours = {code: fact for code, fact in FACTS.items() if fact.__module__.startswith("roeland.")}
    assert set(ours) == {v.fact.code for v in verbs()}
    lines = [INTRODUCTION]
    for code, fact in sorted(ours.items()):
        named = ", ".join(f"`{field.name}`" for field in fields(fact) if field.name != "about")
        lines.append(f"| `{code}` | {fact.sentence.replace('|', '/')} | {named} |")
    agree("../../docs/facts.md", "\n".join(lines) + "\n")


def held(verb: Verb, actor: Actor, row: Person) -> bool:
    """Whether the door lets this actor in: past it, the verb stumbles over the argument that it does not know."""
    try:
        verb.call(actor, an_argument_that_no_verb_has=row)
    except NotAllowed:
        return False
    except TypeError:
        return True
    raise AssertionError(f"{verb.name} took an unknown argument")


@pytest.mark.parametrize("role", sorted(RIGHTS.roles))
def test_every_verb_for_a_role(world: World, role: str) -> None:
    """In the own authority exactly what rights.csv says; in another one nothing."""
    world.employ("iemand", [role])
    actor, agreed = world.actor("iemand"), expected()
    with scope(world.system, [world.zonderbeke, world.lissegem]):
        own, other = world.person("bert"), world.person("emil", world.lissegem)
    for verb in verbs():
        code = verb.permission.code
        if verb.permission.resource == INSTALLATION:
            assert not held(verb, actor, own), verb.name
            continue
        if verb.installation:
            assert code in OPEN, verb.name
            continue
        assert held(verb, actor, own) == (code in OPEN or role in agreed[code]), f"{verb.name} by {role}"
        assert not held(verb, actor, other), f"{verb.name} by {role} in another authority"
