"""What is refused and what is absent answer alike: pages with their real frame, problem documents, errors of a form. And the mails."""

import re
from typing import Any

import pytest
from django.core import mail

from roeland.cli.wiring import jobs
from roeland.documents.values import AUDIENCES
from roeland.people.actions import create_token
from tests.conformance.conftest import logged_in
from tests.conformance.leaks.walker import Walker, refusals
from tests.conformance.leaks.ways import ABSENT, addresses
from tests.conformance.leaks.words import SEED, Sown, may_read
from tests.conformance.test_pages import text_of
from tests.conformance.things import may_read as may_read_thing
from tests.world import ROLES

pytestmark = pytest.mark.sqlite
MAIL_NOTHING = {"document-papers", "ledger-audit", "ledger-checkpoints", "sessions"}  # and take long
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=")[^"]*')
OPEN_TO_STAFF = {"policy", "kb_public"}
ON_HIS_DESK = {"task"}  # the third person has it on his name


def test_the_frame_of_every_refused_page_is_that_of_an_absent_one(sown: Sown) -> None:
    """Every page of a closed draft, GET and POST, for staff: the same 404 as for a number that was never given."""
    walker = Walker(sown, "staff")
    key = ("zonderbeke", "plan_technical", "published")
    number = sown.papers[key].number
    for where in addresses(sown, key, "zonderbeke"):
        nowhere = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(ABSENT), where)
        nowhere = re.sub(rf"(AFW-)?{number[:3]}-\d{{4}}", "ZZZ-0001", nowhere)
        for ask in (walker.client.get, walker.client.post):
            refused, absent = ask(where), ask(nowhere)
            assert refused.status_code == absent.status_code, where
            shown = text_of(refused).replace(where, nowhere)
            for name in re.findall(r"(?:AFW-)?[A-Z]{3}-\d{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", where):
                shown = shown.replace(name, str(ABSENT) if len(name) == len(str(ABSENT)) else "ZZZ-0001")
            assert TOKEN.sub(r"\1", shown) == TOKEN.sub(r"\1", text_of(absent)), where
    for audience in AUDIENCES:
        home = f"/zonderbeke/documenten/{sown.papers['zonderbeke', audience, 'draft'].number}/"
        assert not SEED.findall(text_of(walker.client.get(home)))


def test_a_page_that_is_refused_before_anything_is_read_shows_nothing(sown: Sown) -> None:
    """403: a form without its token, on the page of a document that the reader does see."""
    walker = Walker(sown, "security_officer")
    client = logged_in(sown.world.accounts[walker.name])
    client.handler.enforce_csrf_checks = True
    where = f"/zonderbeke/documenten/{sown.papers['zonderbeke', 'plan_technical', 'published'].number}/opmerking/"
    response = client.post(where)
    assert response.status_code == 403
    assert not SEED.findall(text_of(response))


@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_problem_of_a_refused_call_is_that_of_an_absent_one(sown: Sown, state: str) -> None:
    """Every operation of the API about a closed document, with a body that would not do: 404 before 422, and no word."""
    walker = Walker(sown, "staff")
    account = sown.world.accounts[walker.name]
    _, secret = create_token(sown.world.actor(walker.name), account=account, name="proef", scopes=["read", "write"])
    walker.headers = {"Authorization": f"Bearer {secret}"}
    found = refusals(walker, ("zonderbeke", "plan_technical", state))
    assert len(found) > 20
    for where, refused, absent in found:
        assert refused == absent, where
        assert not SEED.findall(refused), where


def test_the_schema_and_its_errors_hold_no_word(sown: Sown) -> None:
    walker = Walker(sown, "security_officer")
    for where in ("/api/v1/openapi.json", "/api/v1/authorities/zonderbeke/documents?page=x", "/api/v1/nergens"):
        _, answer = walker.look(where)
        assert not SEED.findall(answer), where


def test_no_mail_tells_what_its_receiver_may_not_read(sown: Sown, mailoutbox: list[Any]) -> None:
    """Every mail that the jobs send, invitations with their calendar file included: nothing of a closed document to anybody, and of
    the rest only what a role of the receiver reads, or what lies on his own desk."""
    for job in jobs():
        if job.name not in MAIL_NOTHING:
            job.run()
    assert len(mail.outbox) > 2
    assert any("BEGIN:VCALENDAR" in whole(message) for message in mail.outbox)
    assert SEED.findall("".join(whole(message) for message in mail.outbox))
    for message in mail.outbox:
        told = set(SEED.findall(whole(message)))
        shut = {w for w in told if w in sown.words and sown.words[w].audience not in OPEN_TO_STAFF}
        assert not shut, f"{message.subject} tells {sorted(shut)}"
        [receiver] = message.to
        name = receiver.split("@")[0]
        strange = {w for w in told if not readable(sown, w, name)}
        assert not strange, f"{message.subject} tells {receiver} {sorted(strange)}"


def readable(sown: Sown, word: str, name: str) -> bool:
    """By a role that this person has in the authority of the word; others are of the staff."""
    slug = sown.slug_of(word)
    roles = ROLES[name].get(slug, []) if name in ROLES else ["staff"]
    if word in sown.words:
        return any(may_read(sown.words[word], role) for role in roles)
    seed = sown.seeds[word]
    return seed.kind in ON_HIS_DESK or any(may_read_thing(seed, role, slug) for role in roles)


def whole(message: Any) -> str:
    """Everything that leaves: headers, body and attachments, decoded."""
    parts = [message.subject, str(message.body), *message.to]
    for part in message.message().walk():
        content = part.get_payload(decode=True)
        parts += [str(part.items()), content.decode("utf-8", "replace") if content else ""]
    return "\n".join(parts)
