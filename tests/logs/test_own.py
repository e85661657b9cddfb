"""What a worker reads of log control about himself."""

from __future__ import annotations

import pytest

from roeland.logs.models import Case
from roeland.logs.queries import staff
from roeland.scrutiny import rulebook

pytestmark = pytest.mark.usefixtures("november")

KIN = [flag.id for flag in rulebook.shipped().flags if flag.nature in {"kin", "crowd", "tie"}]


@pytest.mark.parametrize("flag", KIN)
def test_a_reason_tells_the_worker_nothing_about_citizens(flag: str) -> None:
    case = Case(reasons=[{"flag": "unexplained", "count": 2, "days": 1}, {"flag": flag, "count": 2, "citizens": 2}])
    read = staff.reasons_of(case, rulebook.shipped())
    assert read[1:] == ("Er is misschien een bijzondere band met de burger.",)
    assert read[0].startswith("Twee raadplegingen zonder dossier")
