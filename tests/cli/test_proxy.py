"""Behind an https proxy: forms work, forwarded headers count only when told so."""

from pathlib import Path
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.test import Client, RequestFactory

from roeland import config
from roeland.ledger.models import LedgerEntry
from tests.world import PASSWORD, World

HOST = "roeland.zonderbeke.be"
FORWARDED: dict[str, Any] = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.7"}


def apply(settings: Any, folder: Path, **env: str) -> None:
    """The settings that this environment gives, in this test."""
    found = config.load({"ROELAND_DATA": str(folder), "ROELAND_BASE_URL": f"https://{HOST}", **env})
    settings.ALLOWED_HOSTS = list(found.allowed_hosts)
    for name, value in config.django_proxy(found).items():
        setattr(settings, name, value)


def log_in(origin: str, **headers: Any) -> Any:
    """Log in as the browser does: token of the page, Origin header."""
    client = Client(enforce_csrf_checks=True, HTTP_HOST=HOST, **headers)
    page = client.get("/account/login/")
    form = {"login": "an@example.be", "password": PASSWORD, "csrfmiddlewaretoken": str(page.context["csrf_token"])}
    return client.post("/account/login/", form, HTTP_ORIGIN=origin)


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_a_form_from_our_own_origin_is_accepted_and_from_another_not(
    world: World, settings: Any, tmp_path: Path, proxies: str
) -> None:
    cache.clear()
    apply(settings, tmp_path, ROELAND_TRUSTED_PROXIES=proxies)
    assert log_in(f"https://{HOST}", **FORWARDED).status_code == 302
    assert LedgerEntry.everything.get().action == "people:login:done"
    assert log_in("https://elders.example", **FORWARDED).status_code == 403
    assert log_in("null", **FORWARDED).status_code == 403


def test_forwarded_headers_count_only_when_a_proxy_is_trusted(world: World, settings: Any, tmp_path: Path) -> None:
    cache.clear()
    apply(settings, tmp_path)
    request = RequestFactory().get("/", HTTP_HOST=HOST, **FORWARDED)
    assert (request.is_secure(), get_client_ip(request)) == (False, "127.0.0.1")
    assert "Strict-Transport-Security" not in Client(HTTP_HOST=HOST, **FORWARDED).get("/account/login/")
    apply(settings, tmp_path, ROELAND_TRUSTED_PROXIES="1")
    request = RequestFactory().get("/", HTTP_HOST=HOST, **FORWARDED)
    assert (request.is_secure(), get_client_ip(request)) == (True, "192.0.2.7")
    answer = Client(HTTP_HOST=HOST, **FORWARDED).get("/account/login/")
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


def test_over_http_nothing_asks_for_https(tmp_path: Path) -> None:
    found = config.django_proxy(config.load({"ROELAND_DATA": str(tmp_path)}))
    assert found == {
        "CSRF_TRUSTED_ORIGINS": ["http://127.0.0.1:8000"],
        "SECURE_HSTS_SECONDS": 0,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    }


@pytest.mark.parametrize("wrong", ["een", "-1", "10", "1.5", ""])
def test_a_wrong_number_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(config.ConfigError) as caught:
        config.load({"ROELAND_DATA": str(tmp_path), "ROELAND_TRUSTED_PROXIES": wrong})
    assert [problem.where for problem in caught.value.problems] == ["ROELAND_TRUSTED_PROXIES"]


def test_the_number_may_stand_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "roeland.toml").write_text("trusted_proxies = 2\n")
    assert config.load({"ROELAND_DATA": str(tmp_path)}).trusted_proxies == 2
