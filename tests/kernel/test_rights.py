"""What a role may: roles.yaml as the program reads it, and the algebra of rights."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roeland.kernel.rights import FULL, RIGHTS, Mode, Permission, load

roles = st.sets(st.sampled_from(sorted(RIGHTS.roles)), max_size=4)
permissions = st.builds(
    Permission,
    code=st.just("t:t:t"),
    resource=st.sampled_from(sorted(RIGHTS.resources)),
    mode=st.sampled_from([Mode.OWN, Mode.EDIT, Mode.READ, Mode.SELF]),
    may=st.none() | st.sampled_from(sorted(RIGHTS.words)),
)


@given(roles, roles, permissions)
def test_more_roles_never_take_a_right_away(some: set[str], more: set[str], permission: Permission) -> None:
    if RIGHTS.of(some).holds(permission):
        assert RIGHTS.of(some | more).holds(permission)


@given(roles, permissions)
def test_a_stronger_mode_asks_more(some: set[str], permission: Permission) -> None:
    held = RIGHTS.of(some)
    if held.holds(permission):
        assert held.holds(Permission("t:t:t", permission.resource, Mode.SELF, permission.may))


@given(roles)
def test_full_and_weak_never_overlap(some: set[str]) -> None:
    held = RIGHTS.of(some)
    weak = {r for resources in held.weak().values() for r in resources}
    assert not weak & set(held.full())
    assert not set(held.weak()) & set(FULL)


def test_no_role_no_right() -> None:
    assert not any(RIGHTS.of([]).holds(Permission("t", r, Mode.SELF)) for r in RIGHTS.resources)
    assert RIGHTS.of(["bestaat niet"]).roles == ()


def test_a_book_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "roles.yaml"
    bad.write_text(
        "meta: {version: '1'}\nresources: {a: {nl: a}}\nmay: {}\nbodies: []\nroles:\n- {id: r, nl: r, en: r, reads: {b: read}}\n"
    )
    with pytest.raises(ValueError, match="r: unknown b"):
        load(bad)
