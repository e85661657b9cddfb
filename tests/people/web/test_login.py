import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from roeland.kernel import clock
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.people import actions
from roeland.people.models import Account, Invitation
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
NEW = "een heel ander lang wachtwoord"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def facts() -> list[str]:
    return list(LedgerEntry.everything.filter(authority_id=None).order_by("idx").values_list("action", flat=True))


def test_log_in_and_out_leave_facts_in_the_tree_of_the_installation(world: World) -> None:
    client = Client()
    assert log_in(client, "An@example.be").status_code == 302
    assert client.get("/mijn/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    assert client.get("/mijn/").status_code == 302
    assert facts() == ["people:login:done", "people:login:ended"]


def test_a_failed_log_in_keeps_only_a_keyed_hash(world: World) -> None:
    answer = log_in(Client(), "an@example.be", "fout wachtwoord dus")
    assert "horen niet samen" in answer.content.decode()
    log_in(Client(), "niemand@example.be", "fout wachtwoord dus")
    assert facts() == ["people:login:failed"] * 2
    stored = b"".join(bytes(row.payload) for row in LedgerPayload.objects.all())
    assert b"example.be" not in stored
    assert b"address_hash" in stored


def test_the_limit_on_failures_is_counted_in_a_shared_table(world: World) -> None:
    for _ in range(5):
        log_in(Client(), "an@example.be", "fout wachtwoord dus")
    answer = log_in(Client(), "an@example.be")
    assert "Te veel pogingen" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM roeland_cache WHERE cache_key LIKE '%allauth%'")
        assert cursor.fetchone()[0] > 0


def test_a_standing_still_account_does_not_log_in(world: World) -> None:
    client = Client()
    log_in(client, "an@example.be")
    actions.deactivate(world.system, account=world.accounts["an"])
    assert client.get("/mijn/").status_code == 302
    log_in(client, "an@example.be")
    assert client.get("/mijn/").status_code == 302


def test_signing_up_is_closed(world: World) -> None:
    assert Client().get("/account/signup/").status_code == 403
    assert Client().post("/account/signup/", {"email": "x@example.be", "password1": NEW}).status_code == 403


def test_changing_the_password_is_a_verb(world: World) -> None:
    client = Client()
    log_in(client, "an@example.be")
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True
    )
    assert answer.status_code == 200
    assert facts() == ["people:login:done", "people:account:password-set"]
    assert client.get("/mijn/").status_code == 200
    assert log_in(Client(), "an@example.be", NEW).status_code == 302
    assert Account.objects.get(email="an@example.be").password.startswith("argon2")


def test_a_weak_password_is_refused(world: World) -> None:
    client = Client()
    log_in(client, "an@example.be")
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    )
    assert answer.status_code == 200
    assert log_in(Client(), "an@example.be").status_code == 302


def test_a_forgotten_password(world: World) -> None:
    client = Client()
    assert client.post("/account/password/reset/", {"email": "an@example.be"}).status_code == 302
    (link,) = re.findall(r"http://\S+", mail.outbox[0].body)
    page = client.get(link.split("testserver")[1], follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Wachtwoord bewaard" in answer.content.decode()
    assert log_in(client, "an@example.be", NEW).status_code == 302
    assert "Deze link werkt niet meer" in Client().get(link.split("testserver")[1], follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(world: World) -> None:
    answer = Client().post("/account/password/reset/", {"email": "niemand@example.be"})
    assert answer.status_code == 302
    assert mail.outbox == []


def test_a_weaker_hash_is_replaced_at_log_in(world: World) -> None:
    from django.contrib.auth.hashers import make_password

    from roeland.kernel import gate

    account = world.accounts["an"]
    with gate.opened():
        account.password = make_password(PASSWORD)
        weak = account.password.replace("m=102400", "m=8192")
        hasher = __import__("argon2").PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
        weak = "argon2" + hasher.hash(PASSWORD)
        Account.objects.filter(pk=account.pk).update(password=weak)
    assert log_in(Client(), "an@example.be").status_code == 302
    assert Account.objects.get(pk=account.pk).password != weak
    assert facts() == ["people:account:password-set", "people:login:done"]


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_the_second_step_with_its_secret_encrypted(world: World, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    log_in(client, "an@example.be")
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")
    assert client.post("/account/reauthenticate/", {"password": "fout wachtwoord dus"}).status_code == 200
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    assert answer.status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert (Path(settings.CONFIG.keys) / "totp.key").stat().st_mode & 0o777 == 0o600
    assert client.get("/account/2fa/").status_code == 200
    codes = client.get("/account/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    recovery = codes.context["unused_codes"][0]

    other = Client()
    answer = log_in(other, "an@example.be")
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert other.get("/mijn/").status_code == 302
    assert "Tweede stap" in other.get("/account/2fa/authenticate/").content.decode()
    wrong = other.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Die code klopt niet" in wrong.content.decode()
    assert other.post("/account/2fa/authenticate/", {"code": recovery}).status_code == 302
    assert other.get("/mijn/").status_code == 200
    again = Client()
    log_in(again, "an@example.be")
    assert "Die code klopt niet" in again.post("/account/2fa/authenticate/", {"code": recovery}).content.decode()
    assert facts().count("people:login:second-step") == 2
    assert facts().count("people:login:failed") == 3
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    assert facts().count("people:login:second-step") == 4


def test_sessions_are_listed_and_revoked(world: World) -> None:
    one, two = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"), Client()
    log_in(one, "an@example.be")
    log_in(two, "an@example.be")
    page = two.get("/account/sessies/").content.decode()
    assert "Firefox op Windows" in page
    assert "dit toestel" in page
    assert two.post("/mijn/sessies/afmelden/").status_code == 302
    assert one.get("/mijn/").status_code == 302
    assert two.get("/mijn/").status_code == 200
    assert facts()[-1] == "people:login:sessions-ended"
    stranger = Client()
    log_in(stranger, "emil@example.be")
    mine = two.get("/account/sessies/").context["sessions"][0].pk
    assert stranger.post(f"/mijn/sessies/{mine}/afmelden/").status_code == 404
    assert two.get("/mijn/").status_code == 200


def test_an_invitation_works_once(world: World, django_capture_on_commit_callbacks: Any) -> None:
    bert = world.actor("bert")
    person = actions.add_person(
        bert, authority=world.zonderbeke, given_name="Tom", family_name="Vercruysse", email="tom@zonderbeke.example"
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(bert, person=person)
    assert mail.outbox[0].to == ["tom@zonderbeke.example"]
    path = re.search(r"/uitnodiging/\S+", mail.outbox[0].body).group()  # type: ignore[union-attr]
    assert path.split("/")[2] not in str(list(Invitation.objects.values()))
    client = Client()
    assert "tom@zonderbeke.example" in client.get(path).content.decode()
    assert "niet gelijk" in client.post(path, {"password": NEW, "again": PASSWORD}).content.decode()
    assert client.post(path, {"password": "kort", "again": "kort"}).status_code == 200
    assert client.post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert client.get("/mijn/").status_code == 200
    assert Client().get(path).status_code == 410
    assert log_in(Client(), "tom@zonderbeke.example", NEW).status_code == 302


def test_an_old_invitation_stops_working(world: World) -> None:
    from datetime import timedelta

    bert = world.actor("bert")
    first = actions.invite(bert, person=world.person("an"))
    with clock.at(clock.now() + timedelta(seconds=2)):
        actions.invite(bert, person=world.person("an"))
        first.refresh_from_db()
        assert first.expires_at <= clock.now()
    assert Client().get("/uitnodiging/verzonnen/").status_code == 410


def test_demonstration_persons_only_in_a_demonstration_and_only_from_here(world: World, settings: Any) -> None:
    account = world.accounts["dina"]
    form = {"wie": str(account.pk)}
    assert Client().post("/account/demo/", form).status_code == 404
    settings.ROELAND_DEMO = True
    assert Client().post("/account/demo/", form).status_code == 404  # no demonstration authority yet
    for authority, who in ((world.zonderbeke, "bert"), (world.lissegem, "dina")):
        actions.change_profile(world.actor(who), authority=authority, changes={"is_demo": True})
    page = Client().get("/account/login/").content.decode()
    assert "Dina Claes" in page
    assert "van 2 besturen" in page
    assert Client(REMOTE_ADDR="192.0.2.7").post("/account/demo/", form).status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="127.0.0.1").post("/account/demo/", form).status_code == 404
    client = Client()
    assert client.post("/account/demo/", form).status_code == 302
    assert client.get("/mijn/").status_code == 200
    assert facts()[-1] == "people:login:done"


def test_every_page_of_the_log_in_renders_in_our_frame(world: World) -> None:
    for path in ("login", "password/reset", "password/reset/done", "password/reset/key/done", "inactive"):
        answer = Client().get(f"/account/{path}/")
        assert answer.status_code == 200, path
        assert 'class="plain"' in answer.content.decode()
        assert "style=" not in answer.content.decode()
    client = Client()
    log_in(client, "an@example.be")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for path in ("logout", "password/change", "reauthenticate", "2fa", "2fa/totp/activate", "sessies"):
        answer = client.get(f"/account/{path}/")
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert "<h1" in text
        assert "style=" not in text
