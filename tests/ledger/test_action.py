"""The door of every write: permission, one fact per verb, nothing without a ledger row."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.models import Authority
from roeland.kernel.rights import INSTALLATION, Mode, Permission
from roeland.kernel.scope import scope
from roeland.ledger import action as actions
from roeland.ledger.action import NotAllowed, Refused, action, batch, state
from roeland.ledger.facts import Fact, Subject
from roeland.ledger.merkle import Frontier, root_of
from roeland.ledger.models import LedgerEntry, LedgerPayload, LedgerTree
from roeland.people.models import Team
from tests.world import World

EDIT = Permission("test:team:edit", "persons", Mode.EDIT)


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Fact):
    code = "test:team:added"
    sentence = "voegde dienst {name} toe"
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamsAdded(Fact):
    code = "test:teams:added"
    sentence = "voegde {count} diensten toe"
    count: int


@dataclass(frozen=True, kw_only=True)
class Operated(Fact):
    code = "test:installation:operated"
    sentence = "deed iets aan de installatie"


def short_enough(actor: Actor, *, authority: Authority, name: str) -> Decision:
    return ALLOWED if len(name) < 20 else Denied("Die naam is te lang.")


@action(EDIT, TeamAdded, rule=short_enough)
def add_team(actor: Actor, *, authority: Authority, name: str) -> Team:
    team: Team = Team.objects.create(authority=authority, audience="persons", name=name)
    state(TeamAdded(about=team, name=name))
    return team


@action(EDIT, TeamsAdded)
def add_teams(actor: Actor, *, authority: Authority, names: list[str]) -> None:
    for name in names:
        try:
            add_team(actor, authority=authority, name=name)
        except Refused:
            continue
    state(TeamsAdded(about=authority, count=len(names)))


@action(EDIT, TeamAdded)
def forgetful(actor: Actor, *, authority: Authority) -> None:
    Team.objects.create(authority=authority, audience="persons", name="stil")


@action(EDIT, TeamAdded)
def talkative(actor: Actor, *, authority: Authority) -> None:
    team = Team.objects.create(authority=authority, audience="persons", name="luid")
    state(TeamAdded(about=team, name="luid"))
    state(TeamAdded(about=team, name="luid"))


@action(Permission("test:installation:operate", INSTALLATION), Operated, installation=True)
def operate(actor: Actor) -> None:
    state(Operated(about=Subject("installation", actor.account_id)))


def tree(authority: Authority | None) -> LedgerTree:
    return LedgerTree.objects.get(authority_id=authority.pk if authority else None)


def test_a_verb_writes_and_leaves_its_fact(world: World) -> None:
    bert = world.actor("bert")
    with clock.at(datetime(2026, 3, 1, 9, 30, tzinfo=UTC)):
        team = add_team(bert, authority=world.zonderbeke, name="Burgerzaken")
    entry = LedgerEntry.everything.get()
    assert (entry.action, entry.object_id, entry.audience, entry.idx) == ("test:team:added", team.pk, "persons", 0)
    assert entry.actor_id == world.person("bert").pk
    assert b'"role":"general_director"' in bytes(entry.body)
    assert b'"time":"2026-03-01T09:30:00.000000Z"' in bytes(entry.body)
    assert bytes(LedgerPayload.objects.get().payload or b"") == b'{"name":"Burgerzaken"}'
    assert b"Burgerzaken" not in bytes(entry.body)


def test_who_may_not_leaves_no_trace(world: World) -> None:
    for name in ("an", "chris", "emil"):
        with pytest.raises(NotAllowed):
            add_team(world.actor(name), authority=world.zonderbeke, name="x")
    assert not LedgerTree.objects.exists()


def test_a_rule_denies_with_its_reason(world: World) -> None:
    with pytest.raises(Refused, match="te lang"):
        add_team(world.actor("bert"), authority=world.zonderbeke, name="x" * 30)
    assert not LedgerTree.objects.exists()


def test_verbs_inside_a_verb_add_their_facts_in_order(world: World) -> None:
    add_teams(world.actor("bert"), authority=world.zonderbeke, names=["a", "b" * 30, "c"])
    codes = list(LedgerEntry.everything.order_by("idx").values_list("action", flat=True))
    assert codes == ["test:team:added", "test:team:added", "test:teams:added"]


@pytest.mark.parametrize("verb", [forgetful, talkative])
def test_a_verb_states_exactly_one_fact_or_nothing_happens(world: World, verb: object) -> None:
    with pytest.raises(RuntimeError, match="instead of one"):
        verb(world.actor("bert"), authority=world.zonderbeke)  # type: ignore[operator]
    with scope(world.system, [world.zonderbeke]):
        assert not Team.objects.exists()
    assert not LedgerTree.objects.exists()


def test_state_outside_a_verb_is_an_error(world: World) -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        state(TeamAdded(about=world.zonderbeke, name="x"))


def test_arguments_of_two_authorities_are_refused(world: World) -> None:
    with (
        scope(world.system, [world.zonderbeke, world.lissegem]),
        pytest.raises(TypeError, match="exactly one authority"),
    ):
        add_teams(world.actor("dina"), authority=world.zonderbeke, names=[world.person("emil", world.lissegem)])


def test_each_authority_and_the_installation_have_their_tree(world: World) -> None:
    add_team(world.system, authority=world.zonderbeke, name="a")
    add_team(world.system, authority=world.lissegem, name="b")
    operate(Actor.os_user("root"))
    assert [tree(a).size for a in (world.zonderbeke, world.lissegem, None)] == [1, 1, 1]
    with pytest.raises(NotAllowed):
        operate(world.actor("bert"))


def test_a_batch_appends_once_and_keeps_what_succeeded(world: World) -> None:
    """A failed verb inside a batch takes its own facts back, the rest is appended in one go, tiles included."""
    with batch():
        for number in range(300):
            add_team(world.system, authority=world.zonderbeke, name=f"t{number}")
        with pytest.raises(RuntimeError):
            forgetful(world.system, authority=world.zonderbeke)
    found = tree(world.zonderbeke)
    leaves = [
        bytes(h) for h in LedgerEntry.everything.filter(tree=found).order_by("idx").values_list("leaf_hash", flat=True)
    ]
    assert found.size == len(leaves) == 300
    assert Frontier.load(found.size, bytes(found.frontier)).root() == root_of(leaves)


def test_no_ledger_row_no_commit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions, "append", full)
    with pytest.raises(OSError, match="disk full"):
        add_team(world.system, authority=world.zonderbeke, name="x")
    with scope(world.system, [world.zonderbeke]):
        assert not Team.objects.exists()
    assert not gate.is_open()


def test_previous_entry_and_version_of_the_same_object(world: World) -> None:
    for count in (1, 2, 3):
        add_teams(world.system, authority=world.zonderbeke, names=[f"n{count}"])
    entries = LedgerEntry.everything.filter(object_id=world.zonderbeke.pk).order_by("idx")
    assert [e.object_version for e in entries] == [1, 2, 3]
    assert b'"prev":null' in bytes(entries[0].body)
    assert f'"prev":{entries[0].idx}'.encode() in bytes(entries[1].body)
