"""The verbs of the log through the API: erasing a text, taking the log along."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from roeland.ledger.models import LedgerEntry
from tests.api.conftest import Caller

LEDGER = "/authorities/zonderbeke/ledger"


def test_erase_a_text(caller: Callable[..., Caller]) -> None:
    bert = caller("bert")
    added = bert.post("/authorities/zonderbeke/persons", {"given_name": "Tom", "family_name": "Vercruysse"})
    assert added.status_code == 201, added.content
    found = bert.get(f"{LEDGER}/entries", action="people:person:added").json()["items"][0]
    assert found["payload"]["name"] == "Tom Vercruysse"
    one = f"{LEDGER}/entries/{found['index']}"
    assert bert.post(f"{one}/erase", {"ground": "zomaar"}).status_code == 422
    assert caller("dina").post(f"{one}/erase", {"ground": "avg-16"}).status_code == 404
    gone = bert.post(f"{one}/erase", {"ground": "avg-16"})
    assert gone.status_code == 200, gone.content
    assert gone.json()["payload"] is None
    assert gone.json()["leaf_hash"] == bert.get(one).json()["leaf_hash"]
    assert bert.post(f"{one}/erase", {"ground": "avg-16"}).status_code == 409


def test_take_the_log_along(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    assert dina.post(f"{LEDGER}/bundle").status_code == 409  # nothing happened yet
    dina.post("/authorities/zonderbeke/duties/adopt", {"catalogue_id": "meet-security-service"})
    answer = dina.post(f"{LEDGER}/bundle")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    bundle = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert bundle.testzip() is None
    assert any(name.endswith("verify.py") for name in bundle.namelist())
    assert LedgerEntry.everything.filter(action="ledger:log:exported").count() == 1
    assert caller("an").post(f"{LEDGER}/bundle").status_code == 404
