"""A round: who is asked, accepting, questions, mails, new versions, who did not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.acceptance import actions, jobs
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.queries import own, rounds
from roeland.acceptance.values import State
from roeland.documents import actions as documents
from roeland.documents.models import Document
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.people import actions as people
from tests.acceptance.conftest import (
    _moment,
    asked,
    crowd,
    evidence_root,
    fresh,
    mails,
    paper,
    team,
    tick,
)
from tests.documents.conftest import submitted
from tests.world import World

__all__ = ["_moment", "evidence_root"]
NOON = datetime(2026, 3, 9, 11, 0, tzinfo=UTC)  # a Monday, seven days later


def offered(world: World, document: Document, who: str = "all", **more: object) -> Offer:
    return actions.offer(world.actor("dina"), document=document, who=who, **more)  # type: ignore[arg-type]


def own_row(world: World, offer: Offer, name: str) -> Asked:
    (row,) = asked(world, offer, person=world.person(name))
    return row


def accepted(world: World, offer: Offer, name: str) -> Asked:
    row = own_row(world, offer, name)
    return actions.accept(world.actor(name), asked=row, sha256=row.offer.version.sha256)


def test_all_staff_is_asked_once_and_councillors_are_not(world: World) -> None:
    document = paper(world)
    offer = offered(world, document)
    names = {row.person.given_name for row in asked(world, offer, state=State.ASKED)}
    assert names == {"An", "Bert", "Dina", "Fien"}
    assert offer.asked_count == 4
    assert len(offer.asked_sha256) == 64
    with pytest.raises(Refused, match="loopt al"):
        offered(world, document)
    council = offered(world, document, "councillors")
    assert [row.person.given_name for row in asked(world, council)] == ["Chris"]


def test_who_may_not_read_is_left_out_with_the_reason(world: World) -> None:
    crowd(world, 2)
    offer = offered(world, paper(world, "Technisch deel", "plan_technical", kind="plan"))
    left = asked(world, offer, state=State.LEFT_OUT)
    assert {row.person.given_name for row in asked(world, offer, state=State.ASKED)} >= {"An", "Dina"}
    assert len(left) >= 2
    assert all(row.reason for row in left)


def test_a_service_counts_what_hangs_under_it(world: World) -> None:
    one, two, three = crowd(world, 3)
    above = team(world, "Zorg", [one])
    team(world, "Thuiszorg", [two], parent=above)
    team(world, "Groen", [three])
    offer = offered(world, paper(world), "team", team=above)
    assert {row.person_id for row in asked(world, offer)} == {one.pk, two.pk}


def test_accepting_states_version_and_seal_once_and_only_for_oneself(world: World) -> None:
    offer = offered(world, paper(world))
    row = accepted(world, offer, "an")
    assert (row.state, row.how, row.sha256) == (State.ACCEPTED, "screen", row.offer.version.sha256)
    with pytest.raises(Refused, match="al aanvaard"):
        actions.accept(world.actor("an"), asked=row, sha256=row.sha256)
    other = own_row(world, offer, "bert")
    with pytest.raises(NotAllowed):
        actions.accept(world.actor("an"), asked=other, sha256=row.sha256)
    with pytest.raises(NotAllowed):
        actions.accept(world.actor("dina"), asked=other, sha256=row.sha256)
    with pytest.raises(Refused, match="nieuwe versie"):
        actions.accept(world.actor("bert"), asked=other, sha256="0" * 64)
    with scope(world.actor("an"), [world.zonderbeke]):
        assert own.to_read(world.actor("an"), [world.zonderbeke.pk]) == []
        assert len(own.accepted(world.actor("an"), [world.zonderbeke.pk])) == 1


def test_a_question_stays_open_until_its_answer(world: World) -> None:
    offer = offered(world, paper(world))
    row = own_row(world, offer, "an")
    question = actions.ask(world.actor("an"), asked=row, text="Geldt dit ook thuis?")
    assert rounds.counts([offer])[offer.pk].question == 1
    with pytest.raises(NotAllowed):
        actions.answer(world.actor("an"), question=question, text="Ja.")
    actions.answer(world.actor("dina"), question=question, text="Ja, ook thuis.")
    assert rounds.counts([offer])[offer.pk].question == 0
    with scope(world.actor("an"), [world.zonderbeke]):
        assert [one.answer for one in own.my_questions(row)] == ["Ja, ook thuis."]
    assert own_row(world, offer, "an").state == State.ASKED


def test_mails_leave_in_working_hours_on_the_set_days_once(world: World) -> None:
    offer = offered(world, paper(world), reminders=[7, 12])
    with clock.at(datetime(2026, 3, 2, 22, 0, tzinfo=UTC)):
        assert mails(jobs.remind) == []
    first = mails(jobs.remind)
    assert len(first) == 4
    assert mails(jobs.remind) == []
    assert any("Afspraken over mail" in one.body for one in first)
    accepted(world, offer, "an")
    with clock.at(NOON):
        assert len(mails(jobs.remind)) == 3
        assert mails(jobs.remind) == []
    actions.close(world.actor("dina"), offer=offer)
    with clock.at(NOON + timedelta(days=5)):
        assert mails(jobs.remind) == []


def test_a_mail_about_a_closed_document_says_nothing_of_it(world: World) -> None:
    offered(world, paper(world, "Sleutelbeheer servers", "plan_technical", kind="plan"), "role", role="ict_staff")
    (letter,) = mails(jobs.remind)
    assert "Sleutelbeheer" not in letter.body + letter.subject
    assert "/lezen/" in letter.body
    assert "/link/" not in letter.body


def _next(world: World, document: Document, *, again: bool) -> None:
    after = documents.start_version(world.actor("dina"), document=fresh(world, document), major=True)
    documents.save_draft(world.actor("dina"), version=after, text="# Doel\n\nGeen werkmail thuis.", base=after.revision)
    version = documents.approve(world.actor("bert"), version=submitted(world, document), decision="")
    documents.publish(world.actor("dina"), version=version, changes="Geen werkmail meer doorsturen.", ask_again=again)
    tick()


@pytest.mark.parametrize("again", [True, False])
def test_a_new_version_asks_again_only_when_marked(world: World, again: bool) -> None:
    document = paper(world)
    offer = offered(world, document)
    accepted(world, offer, "an")
    _next(world, document, again=again)
    tick()
    with scope(world.system, [world.zonderbeke]):
        every = list(Offer.objects.filter(document=document).order_by("made_at", "asked_count"))
        offer.refresh_from_db()
    if again:
        (new,) = [one for one in every if one.previous_id == offer.pk]
        assert offer.ending == "renewed"
        assert len(every) == 2
        assert len(asked(world, new, state=State.ASKED)) == 4
        row = accepted(world, new, "an")
        assert row.version_id == new.version_id
    else:
        assert every == [offer]
        assert offer.closed_at is None
        stand = rounds.counts([offer])[offer.pk]
        assert (stand.accepted, stand.former) == (1, 1)
        row = accepted(world, offer, "bert")
        assert row.version_id == offer.version_id
        assert rounds.counts([offer])[offer.pk].former == 1


def test_who_comes_later_is_asked_and_who_leaves_no_more(world: World) -> None:
    offer = offered(world, paper(world), "new")
    assert asked(world, offer) == []
    person = people.add_person(
        world.actor("bert"),
        authority=world.zonderbeke,
        given_name="Gust",
        family_name="Nieuw",
        active_from=date(2026, 3, 9),
    )
    tick()
    tick()
    (row,) = asked(world, offer)
    assert row.person_id == person.pk
    assert row.due == date(2026, 3, 23)
    people.end_employment(world.actor("bert"), person=person, on=date(2026, 3, 10))
    tick()
    assert asked(world, offer)[0].state == State.RELEASED


def test_a_head_sees_his_own_service_and_others_only_figures(world: World) -> None:
    one, two = crowd(world, 2)
    head = world.employ("hilde", ["process_owner"])
    team(world, "Zorg", [one, head])
    team(world, "Groen", [two])
    offer = offered(world, paper(world))

    def seen(name: str) -> set[str]:
        with scope(world.actor(name), [world.zonderbeke]):
            return {str(row.person) for row in rounds.people(offer)}

    assert seen("hilde") == {str(one), "Hilde Voorbeeld"}
    assert len(seen("dina")) == len(seen("bert")) == 7
    assert seen("an") == {"An Peeters"}
    assert seen("chris") == set()


def test_other_readers_close_the_round_to_who_reads_no_more(world: World) -> None:
    crowd(world, 1)
    document = paper(world)
    offer = offered(world, document)
    documents.change_readers(world.actor("dina"), document=fresh(world, document), audience="plan_technical")
    tick()
    with scope(world.system, [world.zonderbeke]):
        offer.refresh_from_db()
    assert offer.audience == "plan_technical"
    left = asked(world, offer, state=State.LEFT_OUT)
    assert "Voor" in str([row.person.given_name for row in left])


@pytest.mark.parametrize("count", [100, 400])
def test_offering_and_counting_cost_the_same_for_many(world: World, count: int) -> None:
    """400 people in the statements of 100 but for the batches of the database; one fact, not 400."""
    crowd(world, count)
    document = paper(world)
    before = LedgerEntry.everything.count()
    with CaptureQueriesContext(connection) as made:
        offer = offered(world, document)
    inserts = [row for row in made if "acceptance_asked" in row["sql"] and row["sql"].startswith("INSERT")]
    assert LedgerEntry.everything.count() == before + 1
    assert len(inserts) <= 12
    assert len(made) - len(inserts) <= 45
    with scope(world.actor("dina"), [world.zonderbeke]), CaptureQueriesContext(connection) as listed:
        assert rounds.counts([offer])[offer.pk].asked == count + 4
        rounds.by_team(offer)
        list(rounds.people(offer)[:25])
    assert len(listed) == 3


def test_wrong_terms_are_refused(world: World) -> None:
    document = paper(world)
    with pytest.raises(Invalid):
        offered(world, document, "team")
    with pytest.raises(Invalid):
        offered(world, document, term_days=0)
    with pytest.raises(NotAllowed):
        actions.offer(world.actor("an"), document=document, who="all")
