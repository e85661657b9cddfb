"""What the pages of a sample on paper say: nothing was drawn by chance, no citizen is made up, and an error names the line as the page does."""

from datetime import date, timedelta
from typing import Any

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run
from roeland.logs.models import Conditions, SampleItem
from roeland.logs.values import GONE
from tests.logs import months
from tests.logs.months import OCTOBER
from tests.logs.test_paper_and_file import on_paper
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
BASE = "/zonderbeke/logcontrole/"


def test_a_sample_on_paper_is_not_called_drawn(world: World, browse: Any) -> None:
    on_paper(world, closed=False)
    page = browse("dina").get(f"{BASE}2026-10-papier/steekproef/").content.decode()
    assert "1 raadpleging op papier nagekeken, 1 fout." in page
    assert "is niet door het toeval gekozen" in page
    assert ">Oktober 2026, op papier</a>" in page  # the crumb
    for never in ("raadplegingen, door het toeval", "Verklaarde raadplegingen", "0 van 0"):
        assert never not in page, never


def test_a_line_without_a_number_has_no_citizen(world: World, browse: Any) -> None:
    on_paper(world, closed=False)
    with scope(world.system, [world.zonderbeke]):
        item = SampleItem.objects.get()
    page = browse("dina").get(f"{BASE}steekproef/{item.pk}/").content.decode()
    assert "Nagekeken op papier." in page
    assert "2222-2222" not in page
    assert item.alias == ""


def test_an_error_names_the_line_as_the_page_does(world: World, browse: Any) -> None:
    """The second line stays empty: what is wrong in the third is told of the third."""
    months.people(world)
    empty = {"person": "", "user": "", "at": "", "citizen": "", "service": "", "note": ""}
    typed = {0: {"user": "loket", "at": "2026-10-05T10:00"}, 2: {"user": "loket", "at": "2026-09-01T10:00"}}
    data = {f"regel-{n}-{name}": value for n in range(25) for name, value in {**empty, **typed.get(n, {})}.items()}
    data |= {"regel-TOTAL_FORMS": "25", "regel-INITIAL_FORMS": "0", "month": "2026-10"}
    done = browse("dina").post(f"{BASE}op-papier/", data)
    text = done.content.decode()
    assert done.status_code == 422
    assert "Raadpleging 3: deze dag valt niet in de maand." in text
    assert "Raadpleging 2: " not in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 15), "Ze telt als bewijs voor je terugkerende taak van 15 november 2026."),
        (date(2026, 12, 15), "Geen terugkerende taak wacht op het bewijs van deze maand."),
        (None, "In het controleplan staat nog geen terugkerende taak"),
    ],
)
def test_closing_promises_evidence_only_to_a_task_of_that_month(
    world: World, browse: Any, day: date | None, words: str
) -> None:
    on_paper(world, closed=False)
    if day:
        with gate.opened(), scope(world.system, [world.zonderbeke]):
            task = months.monthly_task(world.zonderbeke)
            task.due = task.key = day
            task.save(update_fields=["due", "key"])
    answer = {"conclusion": "Op papier nagekeken.", "spent": 20}
    page = browse("dina").post(f"{BASE}2026-10-papier/afsluiten/", answer, follow=True).content.decode()
    assert f"De controle is afgesloten. {words}" in page


def test_days_that_lack_end_in_one_full_stop(world: World, browse: Any) -> None:
    months.ready(world, months.strange("an", 51))
    page = browse("dina").get(f"{BASE}starten/?maand=2026-10").content.decode()
    assert "Dagen zonder raadplegingen" in page
    assert "okt.." not in page


def offered(browse: Any) -> list[str]:
    """The months that can be chosen for a sample on paper."""
    form = browse("dina").get(f"{BASE}op-papier/").context.get("form")
    return [value for value, _words in form.fields["month"].choices] if form else []


def test_exactly_the_months_that_the_verb_takes_are_offered(world: World, browse: Any) -> None:
    """Not one with a control, from paper or of a file, not one with consultations, none before the first day or past the term."""
    on_paper(world)
    months.put(world.zonderbeke, months.Kind.CONSULT, {date(2026, 8, 3): []}, (date(2026, 8, 3),))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(valid_from=date(2026, 2, 1), retention_months=8)
    taken = offered(browse)
    assert taken == ["2026-09", "2026-07", "2026-06", "2026-05", "2026-04", "2026-03"]
    for step in range(1, 12):
        month = (OCTOBER - timedelta(days=30 * step)).replace(day=1)
        line = OnPaper(None, clock.at_local(month, 10), "RR", right=True, note="", user="loket")
        try:
            enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=month, lines=[line])
        except Refused:
            assert f"{month:%Y-%m}" not in taken
        else:
            assert f"{month:%Y-%m}" in taken
    with pytest.raises(Refused, match="al een controle"):
        enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER, lines=[line])
    page = browse("dina").get(f"{BASE}op-papier/")
    assert page.status_code == 200
    assert "heeft al een controle of een logbestand" in page.content.decode()


@pytest.mark.parametrize("user", [GONE, " Gewist "])
def test_an_account_on_paper_is_not_called_as_who_was_erased(world: World, user: str) -> None:
    """Else its control would be taken for one past its term."""
    months.people(world)
    line = OnPaper(None, clock.at_local(OCTOBER, 10), "RR", right=True, note="", user=user)
    with pytest.raises(Invalid, match="zo noemt Roeland wie gewist is"):
        enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER, lines=[line])


def test_without_the_conditions_the_page_says_what_lacks(world: World, browse: Any) -> None:
    months.people(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(dpia_on=None)
    assert offered(browse) == []
    assert "Dit ontbreekt nog: de effectbeoordeling (DPIA)" in browse("dina").get(f"{BASE}op-papier/").content.decode()
