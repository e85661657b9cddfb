"""What time does: planning, one mail a day inside working hours, warnings of clocks; and what people's facts wake."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from roeland.duties import actions, jobs
from roeland.duties.handlers import HANDLERS, wake
from roeland.duties.jobs.warnings import stage_of
from roeland.duties.models import ReminderMark, ReminderPreference, Task
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.outbox import Told, drain
from roeland.people.actions import mandates, persons
from roeland.people.models import Absence, Mandate, Replacement
from tests.duties.conftest import MONDAY, handed_in, own_duty, planned
from tests.world import World


@pytest.fixture(autouse=True)
def _in_memory(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def make(world: World, due: date, **more: Any) -> Task:
    values = {"authority": world.zonderbeke, "title": "Los werk", "due": due, "person": world.person("an")}
    return actions.make_task(world.actor("dina"), **(values | more))


def mails() -> dict[str, str]:
    return {message.to[0]: message.body for message in mail.outbox}


def test_planning_is_bounded_and_repeats_nothing(world: World) -> None:
    own_duty(world)
    assert jobs.plan_ahead() == 2
    assert jobs.plan_ahead() == 0
    with clock.at(MONDAY + timedelta(days=31)):
        assert jobs.plan_ahead() == 1


def test_planning_goes_on_over_new_year(world: World) -> None:
    own_duty(world, start=date(2026, 3, 10))
    with clock.at(MONDAY + timedelta(days=300)):  # 27 December
        assert jobs.plan_ahead(horizon=60) == 12
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.order_by("-key").values_list("key", flat=True)[0] == date(2027, 2, 10)


def test_one_digest_a_day_for_who_has_something_to_do(world: World) -> None:
    make(world, date(2026, 2, 25), title="Oud werk")
    make(world, date(2026, 3, 2), title="Werk van vandaag")
    make(world, date(2026, 4, 2), title="Ver weg")
    assert jobs.remind() == 1
    assert jobs.remind() == 0
    body = mails()["an@example.be"]
    assert "Te laat\n- Oud werk (T-2026-0001), 5 dagen te laat" in body
    assert "Vandaag\n- Werk van vandaag" in body
    assert "Ver weg" not in body
    with clock.at(MONDAY + timedelta(days=1)):
        assert jobs.remind() == 1


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 3, 2, 5, 0), datetime(2026, 3, 2, 22, 0), datetime(2026, 3, 1, 10, 0), datetime(2026, 4, 6, 10, 0)],  # noqa: DTZ001
)
def test_no_mail_outside_working_hours(world: World, moment: datetime) -> None:
    make(world, date(2026, 3, 2))
    with clock.at(moment.replace(tzinfo=clock.BRUSSELS)):
        assert jobs.remind() == 0


def test_a_restricted_task_never_names_itself_in_a_mail(world: World) -> None:
    make(world, date(2026, 3, 2), title="Firewallregels van de serverruimte", audience="plan_technical")
    jobs.remind()
    body = mails()["an@example.be"]
    assert "Taak in Roeland" in body
    assert "Firewall" not in body


def test_a_person_chooses(world: World) -> None:
    make(world, date(2026, 3, 2))
    an = world.person("an")
    actions.choose_reminders(world.actor("an"), person=an, frequency="never")
    assert jobs.remind() == 0
    actions.choose_reminders(world.actor("an"), person=an, frequency="weekly")
    with clock.at(MONDAY + timedelta(days=1)):
        assert jobs.remind() == 0
    assert jobs.remind() == 1


def test_one_mail_over_all_authorities(world: World) -> None:
    here = make(world, date(2026, 3, 2), title="Werk hier", person=world.person("dina"))
    there = {"authority": world.lissegem, "person": world.person("dina", world.lissegem), "audience": "plan_technical"}
    make(world, date(2026, 2, 25), title="Geheim werk ginder", **there)
    assert jobs.remind() == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["dina@example.be"], "2 taken in Roeland")
    assert f"Zonderbeke\n\nVandaag\n- Werk hier ({here.number}), vandaag" in message.body
    assert "Lissegem\n\nTe laat\n- Taak in Roeland (" in message.body
    with clock.at(MONDAY + timedelta(hours=2)):
        make(world, date(2026, 3, 2), title="Later bijgekomen", **there)
        assert jobs.remind() == 0


def test_the_choice_of_one_authority_holds_where_nothing_was_chosen(world: World) -> None:
    make(world, date(2026, 3, 2), authority=world.lissegem, person=world.person("dina", world.lissegem))
    actions.choose_reminders(world.actor("dina"), person=world.person("dina"), frequency="never")
    assert jobs.remind() == 0


def test_the_choice_is_made_on_a_page_of_the_account(world: World, browse: Any) -> None:
    client = browse("dina")
    assert "/mijn/herinneringen/" in client.get("/mijn/").content.decode()
    assert "digest" not in client.get("/mijn/").content.decode()
    assert client.post("/mijn/herinneringen/", {"frequency": "soms"}).status_code == 422
    for frequency, digest in (("never", False), ("weekly", True)):
        assert client.post("/mijn/herinneringen/", {"frequency": frequency}).status_code == 302
        world.accounts["dina"].refresh_from_db()
        assert world.accounts["dina"].digest is digest
        with scope(world.system, [world.zonderbeke, world.lissegem]):
            chosen = ReminderPreference.objects.filter(person__account=world.accounts["dina"])
            assert list(chosen.values_list("frequency", flat=True)) == [frequency] * 2
    chosen_now = re.search(r'<input[^>]*value="weekly"[^>]*>', client.get("/mijn/herinneringen/").content.decode())
    assert chosen_now is not None
    assert "checked" in chosen_now.group()


def test_mail_goes_to_the_replacement_of_who_is_away(world: World) -> None:
    koen = world.employ("koen", ["application_owner"])
    task = actions.claim(world.actor("an"), task=make(world, date(2026, 3, 2), lead_role="ict_staff", person=None))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        common = {"authority": world.zonderbeke, "start": clock.today()}
        Replacement.objects.create(audience="mandates", role="ict_staff", rank=1, person=koen, **common)
        Absence.objects.create(audience="persons", person=world.person("an"), **common)
    jobs.remind()
    assert list(mails()) == ["koen@example.be"]
    assert task.number in mails()["koen@example.be"]


def test_the_reviewer_is_reminded_but_not_the_doer(world: World) -> None:
    handed_in(world, planned(world, own_duty(world, start=date(2026, 3, 3))))
    jobs.remind()
    assert set(mails()) == {"dina@example.be", "fien@example.be"}
    assert "Na te zien" in mails()["dina@example.be"]


def test_a_mail_that_fails_is_tried_again(world: World, settings: Any) -> None:
    make(world, date(2026, 3, 2))
    settings.EMAIL_BACKEND = "tests.duties.test_jobs.Broken"
    assert jobs.remind() == 0
    with scope(world.system, [world.zonderbeke]):
        assert not ReminderMark.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert jobs.remind() == 1


class Broken:
    """A mail server that is not there."""

    def __init__(self, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise OSError("no route to host")


def test_clock_warnings_go_once_per_stage_day_and_night(world: World) -> None:
    world.employ("sofie", ["dpo"])
    row = actions.start_clock(
        world.actor("dina"),
        authority=world.zonderbeke,
        clock_id="gdpr-33-regulator",
        title="Lek bij de kassa",
        started_at=MONDAY,
    )
    assert jobs.warn_of_clocks() == 4  # both officers, the DPO, the director
    assert jobs.warn_of_clocks() == 0
    assert not [message for message in mail.outbox if "kassa" in message.body + message.subject]
    with clock.at(MONDAY + timedelta(hours=40)):  # midnight
        assert stage_of(row, clock.now()) == "halfweg"
        assert jobs.warn_of_clocks() == 4
    with clock.at(MONDAY + timedelta(hours=73)):
        assert stage_of(row, clock.now()) == "verstreken"
        assert jobs.tick() == 4


def test_a_new_colleague_wakes_the_welcome(world: World) -> None:
    actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="awareness-onboarding")
    person = world.person("an")
    told = Told(
        world.zonderbeke.pk, 3, "people:person:added", clock.now(), person.pk, "people.person", person.pk,
        {"name": "An Peeters", "active_from": "2026-03-02"},
    )  # fmt: skip
    earlier = Told(*{**told.__dict__, "payload": {"name": "Jan", "active_from": "2020-01-01"}}.values())
    with scope(world.system, [world.zonderbeke]):
        for _ in range(2):
            wake(world.system, told)
            wake(world.system, earlier)
        (task,) = Task.objects.all()
    assert (task.title.endswith(": An Peeters"), task.due) == (True, date(2026, 5, 29))


def test_handlers_run_over_the_ledger(world: World) -> None:
    for catalogue_id in ("ksz-officer-notice", "awareness-onboarding", "staff-left"):
        actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id=catalogue_id)
    bert, here = world.actor("bert"), {"authority": world.zonderbeke}
    person = persons.add_person(bert, **here, given_name="Sofie", family_name="Lambrecht")
    mandates.add_mandate(bert, person=person, role="dpo", start=date(2026, 3, 2))
    persons.end_employment(bert, person=person, on=date(2026, 3, 20))
    assert drain(HANDLERS) >= 3
    assert drain(HANDLERS) == 0
    with scope(world.system, [world.zonderbeke]):
        titles = set(Task.objects.values_list("title", flat=True))
    assert {title.split(":")[0] for title in titles} >= {
        "Identiteit DPO/veiligheidsconsulent meedelen aan de KSZ",
        "Onthaal nieuwe medewerker (beroepsgeheim, gebruiksafspraken, toestel)",
        "Vertrek van een medewerker afhandelen (accounts, rechten, toestellen, sleutels)",
    }
    assert all(title.endswith(": Sofie Lambrecht") for title in titles)


def titles(world: World) -> set[str]:
    with scope(world.system, [world.zonderbeke]):
        return set(Task.objects.values_list("title", flat=True))


def test_who_leaves_lays_down_every_role(world: World) -> None:
    for catalogue_id in ("ksz-officer-notice", "officer-exit", "councillor-left"):
        actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id=catalogue_id)
    for name in ("fien", "chris"):
        persons.end_employment(world.actor("bert"), person=world.person(name), on=date(2026, 3, 20))
    drain(HANDLERS)
    jobs.notice_expired()
    drain(HANDLERS)
    assert titles(world) == {
        "Identiteit DPO/veiligheidsconsulent meedelen aan de KSZ: Fien Mertens",
        "Overdracht bij vertrek van de informatieveiligheidsconsulent: Fien Mertens",
        "Einde mandaat raadslid afhandelen (toegang, toestel, herinnering beroepsgeheim): Chris Wouters",
    }
    with clock.at(MONDAY + timedelta(days=30)):
        assert jobs.notice_expired() == 0  # told when they left


def test_a_mandate_that_runs_out_is_noticed_once(world: World) -> None:
    for catalogue_id in ("officer-exit", "councillor-left"):
        actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id=catalogue_id)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Mandate.objects.filter(role="councillor").update(end=date(2026, 3, 10))
        again = Mandate.objects.get(person=world.person("fien"))
        Mandate.objects.filter(pk=again.pk).update(end=date(2026, 3, 10))
        again.pk, again._state.adding, again.start = uuid4(), True, date(2026, 3, 11)
        again.save()
    with clock.at(MONDAY + timedelta(days=8)):  # its last day
        assert jobs.notice_expired() == 0
    with clock.at(MONDAY + timedelta(days=9)):
        assert (jobs.notice_expired(), jobs.notice_expired()) == (1, 0)
    assert [title.split(": ")[-1] for title in titles(world)] == ["Chris Wouters"]
