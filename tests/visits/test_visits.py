"""From agreement to closed visit, by the verbs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail

from roeland.duties import actions as duties
from roeland.duties.models import Task, VisitMark
from roeland.duties.queries import last_visits
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.visits.actions.agreements import change_agreement, end_agreement, make_agreement
from roeland.visits.actions.closing import close_visit, mail_page
from roeland.visits.actions.items import add_item, settle_item
from roeland.visits.actions.visits import drop_visit, move_visit, note_visit, open_visit, plan_visit, time_visit
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries import agenda, agreements
from roeland.visits.queries import visits as queries
from roeland.visits.values import Outcome, VisitStatus
from tests.visits.conftest import NOW, TERMS, Desk
from tests.world import World


def points(world: World, visit: Visit) -> dict[str, VisitItem]:
    with scope(world.actor("dina"), [visit.authority]):
        return {item.title: item for item in VisitItem.objects.filter(visit=visit).select_related("task", "person")}


def test_agreement_is_checked(desk: Desk, world: World) -> None:
    row = desk.agree()
    assert row.modules_in == ["policy", "chair"]
    assert "audit" in row.modules_out
    assert row.client == "Zonderbeke"
    with pytest.raises(Invalid, match="loopt al"):
        desk.agree()
    with pytest.raises(Invalid):
        make_agreement(world.actor("dina"), authority=world.lissegem, values={**TERMS, "hours_per_day": Decimal(0)})
    changed = change_agreement(world.actor("dina"), agreement=row, values={"days_per_month": Decimal(1)})
    assert changed.terms.bought(date(2026, 1, 1), date(2026, 12, 31)) == 5472
    ended = end_agreement(world.actor("dina"), agreement=row, on=date(2026, 12, 31), reason="Fusie.")
    assert ended.end == date(2026, 12, 31)


def test_planning(desk: Desk, world: World) -> None:
    dina = world.actor("dina")
    desk.agree()
    visit = plan_visit(dina, authority=world.zonderbeke, on=date(2026, 12, 15))
    with pytest.raises(Invalid, match="al een bezoek"):
        plan_visit(dina, authority=world.zonderbeke, on=date(2026, 12, 15))
    moved = move_visit(dina, visit=visit, on=date(2026, 12, 16))
    assert moved.planned_on == date(2026, 12, 16)
    with pytest.raises(Invalid):
        move_visit(dina, visit=visit, on=date(2026, 11, 1))
    assert drop_visit(dina, visit=visit, reason="Ziek.").status == VisitStatus.DROPPED
    with pytest.raises(Refused):
        open_visit(dina, visit=visit)


def test_agenda_proposals_and_closing(desk: Desk, world: World) -> None:
    """Late work of others is asked of them, what was handed in stays, a decision asks words; the page holds all of it."""
    desk.agree()
    late = desk.task("Hersteltest van back-ups")
    own = desk.task("Contactlijst nakijken", who="dina", days=2, reviewer=None)
    visit = desk.visit()
    dina = world.actor("dina")
    found = points(world, visit)
    assert set(found) == {late.title, own.title}
    with scope(dina, [world.zonderbeke]):
        assert agenda.proposal(found[late.title], dina) == Outcome.ASKED
        assert agenda.proposal(found[own.title], dina) == Outcome.CARRIED
    asked = settle_item(dina, item=found[late.title], outcome="asked")
    assert asked.person == world.person("an")
    assert asked.due == date(2026, 12, 15)  # the next usual day
    settle_item(dina, item=found[own.title], outcome="done")
    with scope(dina, [world.zonderbeke]):
        assert Task.objects.get(pk=own.pk).status == "accepted"
    extra = add_item(dina, visit=visit, title="Camera’s aan het recyclagepark")
    with pytest.raises(Invalid, match="beslist"):
        settle_item(dina, item=extra, outcome="decided")
    settle_item(dina, item=extra, outcome="decided", text="Bewaartermijn van 30 dagen.")
    free = add_item(dina, visit=visit, title="Offerte opvragen")
    with pytest.raises(Invalid, match="aan wie"):
        settle_item(dina, item=free, outcome="asked")
    settle_item(dina, item=free, outcome="asked", person=world.person("bert"), due=date(2026, 12, 1))
    made = points(world, visit)["Offerte opvragen"].task
    assert made is not None
    assert made.assignee_id == world.person("bert").pk
    closed = close_visit(dina, visit=visit, text="")
    assert closed.minutes == 228
    assert closed.cost == Decimal("320.00")
    for part in ("## Gedaan\n- Contactlijst nakijken", "An Peeters, tegen 15/12/2026", "Bewaartermijn van 30 dagen."):
        assert part in closed.text
    with scope(dina, [world.zonderbeke]):
        assert VisitMark.objects.filter(person=world.person("dina"), on=clock.today()).exists()
        following = Visit.objects.get(status=VisitStatus.PLANNED)
        assert following.planned_on == date(2026, 12, 15)
        hours = agreements.left_this_year(world.zonderbeke.pk)
        year = queries.year(world.zonderbeke, 2026)
    assert (hours.bought, hours.used, hours.left) == (2736, 228, 2508)
    assert (year.visits, year.done, year.asked, year.decided, year.open_promises) == (1, 1, 2, 1, 2)
    with pytest.raises(Refused):
        add_item(dina, visit=visit, title="Te laat")


def test_next_visit_begins_with_what_was_promised(desk: Desk, world: World) -> None:
    desk.agree()
    late = desk.task("Hersteltest van back-ups")
    visit, dina = desk.visit(), world.actor("dina")
    settle_item(dina, item=points(world, visit)[late.title], outcome="asked")
    add_item(dina, visit=visit, title="Nog te bespreken")
    close_visit(dina, visit=visit, text="")
    with clock.at(NOW + timedelta(days=20)):
        duties.hand_in(world.actor("an"), task=late)
    with clock.at(NOW + timedelta(days=28)), scope(dina, [world.zonderbeke]):
        planned = Visit.objects.get(status=VisitStatus.PLANNED)
        again = open_visit(world.actor("dina"), visit=planned)
        found = points(world, again)
        assert [item.origin for item in found.values()] == ["promised", "carried"]
        assert agenda.proposal(found[late.title], dina) == Outcome.DONE
        assert last_visits(dina, clock.today())[world.zonderbeke.pk] == again.since
        told = agenda.news(dina, {world.zonderbeke.pk: again.since})[world.zonderbeke.pk]
    assert any("An Peeters" in sentence and "Hersteltest" in sentence for _, sentence in told.sentences)
    assert not any("Dina Claes" in sentence for _, sentence in told.sentences)


def test_what_has_fewer_readers_is_counted_and_not_told(desk: Desk, world: World) -> None:
    secret = desk.task("Kennisname van een zaak", who="dina", days=1, audience="forensic")
    visit, dina = desk.visit(), world.actor("dina")
    item = points(world, visit)[secret.title]
    assert item.audience == "forensic"
    with scope(world.actor("bert"), [world.zonderbeke]):
        assert not VisitItem.objects.exists()
    closed = close_visit(dina, visit=visit, text="")
    assert secret.title not in closed.text
    assert "Eén punt staat niet op deze pagina" in closed.text


def test_mail_holds_figures_and_a_link(desk: Desk, world: World) -> None:
    desk.agree()
    late = desk.task("Hersteltest van back-ups")
    visit, dina = desk.visit(), world.actor("dina")
    settle_item(dina, item=points(world, visit)[late.title], outcome="asked")
    with pytest.raises(Refused):
        mail_page(dina, visit=visit)
    close_visit(dina, visit=visit, text="")
    mailed = mail_page(dina, visit=visit)
    assert mailed.mailed_to == "Bert Maes"
    [letter] = mail.outbox
    assert letter.to == ["bert@example.be"]
    assert f"/zonderbeke/bezoeken/{visit.pk}/" in letter.body
    assert "1 punt gevraagd" in letter.body
    assert "Hersteltest" not in letter.subject + letter.body


def test_done_asks_the_tasks_own_verb_when_there_must_be_evidence(desk: Desk, world: World) -> None:
    proof = desk.task("Nazicht beheerdersrechten", who="dina", expected=("lijst",))
    other = desk.task("Taak van An")
    visit, dina = desk.visit(), world.actor("dina")
    found = points(world, visit)
    with pytest.raises(Refused, match="vraagt bewijs"):
        settle_item(dina, item=found[proof.title], outcome="done")
    settle_item(dina, item=found[proof.title], outcome="done", text="Lijst overlopen met de ICT-dienst.")
    with scope(dina, [world.zonderbeke]):
        assert Task.objects.get(pk=proof.pk).note == "Lijst overlopen met de ICT-dienst."
        assert Task.objects.get(pk=other.pk).status == "planned"


def test_time(desk: Desk, world: World) -> None:
    visit, dina = desk.visit(), world.actor("dina")
    time_visit(dina, visit=visit, running=True)
    with clock.at(NOW + timedelta(minutes=95)):
        stopped = time_visit(dina, visit=visit, running=False)
        assert stopped.minutes == 95
        with pytest.raises(Refused, match="staat al stil"):
            time_visit(dina, visit=visit, running=False)
    noted = note_visit(dina, visit=visit, notes="Rustig.", minutes=120, next_on=date(2026, 12, 1))
    assert (noted.minutes, noted.notes, noted.next_on) == (120, "Rustig.", date(2026, 12, 1))
    with pytest.raises(Invalid):
        note_visit(dina, visit=visit, notes="", next_on=date(2026, 11, 17))
