"""Live blocks: they ask within the scope, refuse too wide a circle, and are frozen at approval."""

from __future__ import annotations

from datetime import timedelta

import pytest

from roeland.documents import actions, blocks, content
from roeland.documents.render import Figure, Notice, Paragraph, Table, Tone
from roeland.documents.values import AUDIENCES
from roeland.duties import actions as duties
from roeland.duties.catalogue import catalogue
from roeland.duties.jobs.planning import plan_authority
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from tests.documents.conftest import MOMENT, draft, made, published, submitted
from tests.world import World


def ask(world: World, line: str, who: str = "dina", audience: str = "plan_general") -> tuple[object, ...]:
    from roeland.documents.markdown import read_call

    name, args = read_call(line) or ("", {})
    with scope(world.actor(who), [world.zonderbeke]):
        return blocks.fill(world.zonderbeke.pk, name, args, audience=audience)


def test_every_example_can_be_asked(world: World) -> None:
    assert len(blocks.every()) >= 10
    for block in blocks.every():
        assert blocks.problem(*_read(block.example)) == ""
        assert all(isinstance(found, Paragraph | Table | Figure) for found in ask(world, block.example, audience=""))


def _read(line: str) -> tuple[str, dict[str, str]]:
    from roeland.documents.markdown import read_call

    found = read_call(line)
    assert found is not None, line
    return found


def test_contacts_and_absent_rooms(world: World) -> None:
    (table,) = ask(
        world, '{{ contactlijst rollen="informatieveiligheidsconsulent, general_director" }}', audience="policy"
    )
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["Dina Claes", "Fien Mertens", "Bert Maes"]
    (empty,) = ask(world, "{{ maatregelen }}")
    assert isinstance(empty, Paragraph)
    assert empty.runs[0].text == "Er zijn geen maatregelen in Roeland."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ taken-van-rollen }}", "Bedoel je “taken-van-rol”"),
        ("{{ taken-van-rol }}", 'vraagt rol="..."'),
        ('{{ taken-van-rol rol="informatieveiligheidconsulent" }}', "Bedoel je informatieveiligheidsconsulent"),
        ('{{ vervanging wie="x" }}', "kent “wie” niet"),
        ('{{ jaaroverzicht jaar="ooit" }}', "geen jaar"),
    ],
)
def test_faults_say_what_to_do(world: World, line: str, words: str) -> None:
    with pytest.raises(blocks.BlockError, match=words):
        ask(world, line)


def test_the_plan_of_a_role_and_of_a_year(world: World) -> None:
    with clock.at(MOMENT - timedelta(days=400)):
        ids = [row.id for row in catalogue().values() if row.lead == "security_officer" and row.rule][:4]
        duties.adopt_selection(world.actor("dina"), world.zonderbeke, ids)
    plan_authority(world.zonderbeke.pk)
    (table,) = ask(world, '{{ taken-van-rol rol="security_officer" }}')
    assert isinstance(table, Table)
    assert len(table.rows) == 4
    told, figure = ask(world, '{{ jaaroverzicht jaar="2025" }}')
    assert isinstance(figure, Figure)
    assert figure.alt.startswith("Terugkerende taken in 2025: 0 op tijd")
    assert int(figure.data.rows[0][4]) > 0
    assert isinstance(told, Paragraph)


def test_a_wider_circle_is_refused_and_the_narrow_one_is_not(world: World) -> None:
    line = '{{ taken-van-rol rol="security_officer" }}'
    with pytest.raises(blocks.BlockError, match="kleinere lezerskring"):
        ask(world, line, audience="policy")
    assert ask(world, line, audience="plan_technical")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_related_documents_are_read_by_every_reader(audience: str) -> None:
    from roeland.kernel.rights import RIGHTS

    for shown in blocks.papers.readable(audience):
        for role in RIGHTS.roles.values():
            mode = role.reads.get(audience)
            if mode is not None and mode.full:
                assert role.reads[shown].full, (role.id, audience, shown)


def test_a_closed_document_is_in_no_list_of_a_wide_one(world: World) -> None:
    published(world, made(world, "Beleid"))
    published(world, made(world, "Geheim", "plan_technical"))
    (table,) = ask(world, "{{ documenten }}", audience="policy")
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Beleid"]
    (table,) = ask(world, "{{ documenten }}", audience="plan_technical")
    assert [row[0] for row in table.rows] == ["Beleid", "Geheim"]


def test_a_draft_says_why_and_cannot_be_submitted(world: World) -> None:
    document = made(world, text="# Doel\n\n{{ vervanging }}\n")
    version = draft(world, document)
    with scope(world.actor("dina"), [world.zonderbeke]):
        notice = content.live(version).blocks[-1]
    assert isinstance(notice, Notice)
    assert notice.tone is Tone.BAD
    assert "Regel 3" in notice.text
    with pytest.raises(Refused, match="Regel 3: Dit blok toont wie welke functie heeft"):
        submitted(world, document)


def test_blocks_are_frozen_at_approval(world: World) -> None:
    document = made(world, audience="plan_general", text='# Wie\n\n{{ contactlijst rollen="general_director" }}\n')
    version = actions.approve(world.actor("bert"), version=submitted(world, document), decision="")
    world.employ("gust", ["general_director"])
    with scope(world.actor("dina"), [world.zonderbeke]):
        frozen = content.of(version).blocks[-1]
        now = content.live(version).blocks[-1]
    assert isinstance(frozen, Table)
    assert isinstance(now, Table)
    assert [row[1] for row in frozen.rows] == ["Bert Maes"]
    assert len(now.rows) == 2
