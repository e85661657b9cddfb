"""*Ongedaan maken* in the message after a verb: the reverse verb, with what it needs, for who may do it."""

import re
from datetime import date

import pytest
from django.test import Client

from roeland.duties.models import Task
from roeland.kernel.scope import scope
from roeland.ui.undo import undo_of
from tests.duties.conftest import own_duty, planned
from tests.world import World

TOAST = re.compile(r'<div class="toast">.*?</div>', re.DOTALL)
FORM = re.compile(r'<form method="post" action="([^"]+)">')
FIELD = re.compile(r'<input type="hidden" name="(due|reason)" value="([^"]*)">')


@pytest.fixture
def task(world: World) -> Task:
    return planned(world, own_duty(world))


def browse(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def toast(client: Client, where: str) -> str:
    """The message on the page after a verb."""
    found = TOAST.search(client.get(where).content.decode())
    assert found is not None
    return found.group()


def press(client: Client, said: str) -> str:
    """Press the button in the message; the message that follows."""
    form = FORM.search(said)
    assert form is not None
    answer = client.post(form.group(1), dict(FIELD.findall(said)))
    assert answer.status_code == 302, answer.content
    return toast(client, answer["Location"])


def fresh(world: World, task: Task) -> Task:
    with scope(world.system, [world.zonderbeke]):
        return Task.objects.get(pk=task.pk)


def test_a_postponed_task_goes_back_to_its_date_once(world: World, task: Task) -> None:
    client, home = browse(world, "an"), f"/zonderbeke/taken/{task.number}/"
    client.post(f"{home}uitstellen/", {"due": "2026-03-20", "reason": "verhuis"})
    said = press(client, toast(client, home))
    assert fresh(world, task).due == date(2026, 3, 10)
    assert "Ongedaan gemaakt." in said
    assert not FORM.search(said)


def test_what_was_handed_in_is_taken_back(world: World, task: Task) -> None:
    client, home = browse(world, "an"), f"/zonderbeke/taken/{task.number}/"
    client.post(f"{home}indienen/", {"note": "alles terug", "doe": "indienen"})
    assert fresh(world, task).status == "handed_in"
    assert "Teruggenomen" in press(client, toast(client, home))
    assert fresh(world, task).status == "open"


def test_a_skipped_task_is_opened_again_by_who_may_reopen(world: World, task: Task) -> None:
    home = f"/zonderbeke/taken/{task.number}/"
    an, dina = browse(world, "an"), browse(world, "dina")
    an.post(f"{home}overslaan/", {"reason": "niet nodig"})
    assert not FORM.search(toast(an, home))  # the doer does not reopen
    dina.post(f"{home}heropenen/", {"reason": "toch wel"})
    dina.get(home)
    dina.post(f"{home}overslaan/", {"reason": "niet nodig"})
    assert "Heropend" in press(dina, toast(dina, home))
    assert fresh(world, task).status == "open"


def test_other_messages_have_no_way_back() -> None:
    assert undo_of("") is None
    assert undo_of(None) is None
    assert undo_of("safe") is None
