"""What the council reads in public names no weakness, system or person; a planted name would be found."""

import io

import pypdf
import pytest

from roeland.documents.render import print_pdf
from roeland.reports import layout
from roeland.reports.actions import MOST_PAGES
from roeland.reports.plan import Outcome
from roeland.reports.rules import names_in
from roeland.reports.values import Part
from tests.reports.material import SECRET_FINDING, SECRET_TITLE, brief, task, year

PLANTED = ("Belfortserver", "Torenrouter", "Schouwburgbord", "Klokkenzaal", "Priscilla", "Zwartjes", "Kathedraalswitch")
ROOMS = (
    "Sluisfirewall",
    "Havenswitch",
    "Torenwacht",
    "Vestingrouter",
    "VPT-0001",
    "V-2025-0001",
    "A-2025-01",
    "P-2025-01",
)
PUBLIC = [part for part in Part if not part.confidential]


def text_of(part: Part, **changes: object) -> str:
    extra = (task(900, 7, Outcome.LATE, title="Opvolgen van Kathedraalswitch"),)
    pdf = print_pdf(layout.document(brief(year(extra), **changes), part)).content
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("part", PUBLIC)
def test_a_public_paper_names_nothing_that_was_planted(part: Part) -> None:
    text = text_of(part)
    assert [name for name in (*PLANTED, *ROOMS) if name in text] == []


def test_the_annex_names_what_it_must_so_the_test_above_can_fail() -> None:
    text = text_of(Part.ANNEX)
    for name in (*SECRET_TITLE.split(), "Kathedraalswitch", "Torenrouter", "Schouwburgbord", "Zwartjes"):
        assert name in text


def test_the_annex_names_what_rooms_told_but_not_a_document_of_a_closed_circle() -> None:
    text = text_of(Part.ANNEX)
    assert [name for name in ROOMS if name not in text] == ["Vestingrouter"]
    assert "Document met beperkte" in text


def test_the_public_part_tells_what_the_rooms_did_in_figures() -> None:
    text = " ".join(text_of(Part.PUBLIC).replace("\xa0", " ").split())
    for words in ("2 vergaderingen", "6 besluiten", "2 uitgevoerd", "3 adviezen", "1 gevolgd", "1 niet gevolgd", "1 zonder antwoord",
                  "2 goedgekeurde versies", "1 versie van het veiligheidsplan", "400 vragen", "371 aanvaard", "1 vraag om inzage",
                  "8 000 euro uitgegeven", "12 bezoeken", "47 uur", "79 % van de leden"):  # fmt: skip
        assert words in text, words


def test_a_task_with_restricted_access_is_not_named_in_the_annex_either() -> None:
    assert "Klokkenzaal" not in text_of(Part.ANNEX)
    assert "Taak met beperkte" in text_of(Part.ANNEX)


def test_the_text_for_the_annex_stays_out_of_the_public_part() -> None:
    assert "volgt in maart" in text_of(Part.ANNEX)
    assert all("volgt in maart" not in text_of(part) for part in PUBLIC)


def test_a_full_year_fits_in_eight_pages() -> None:
    many = tuple(
        task(2000 + n, 1 + n % 12, title=f"Taak {n}", group=group)
        for n, group in enumerate(("ict", "ksz", "people") * 300)
    )
    printed = print_pdf(layout.document(brief(year(many)), Part.PUBLIC))
    assert printed.pages <= MOST_PAGES


def test_the_attached_figures_hold_no_uuid_and_no_title() -> None:
    document = layout.document(brief(), Part.PUBLIC)
    figures = next(file for file in document.attachments if file.name == "cijfers.json").content
    assert "00000000-0000" not in figures
    assert SECRET_FINDING not in figures
    assert '"query": "reports.annual.tasks-done"' in figures
    assert "SELECT" not in figures


def test_draft_says_ontwerp_and_frozen_prints_moment_and_checkpoint() -> None:
    draft, frozen = text_of(Part.PUBLIC, frozen_at=None, proof=None), text_of(Part.PUBLIC)
    assert "ontwerp, demonstratie" in draft
    assert "nog geen ijkpunt" in draft
    assert "bevroren op 15/01/2026" in frozen
    assert "ontwerp" not in frozen
    assert "localhost/log/zonderbeke/1" in frozen
    assert "7d1e44f0" in frozen


def test_names_are_found_as_whole_words_only() -> None:
    texts = {"taken": "De firma Maesberg hielp An Peeters.", "samenvatting": "Rustig jaar."}
    assert names_in(texts, {"Maes", "An Peeters", "Peeters", "Jo"}) == {"taken": ["An Peeters", "Peeters"]}


def test_titles_are_found_in_any_case_but_family_names_as_written() -> None:
    texts = {"taken": "Wij zagen een PATCHACHTERSTAND OP TORENROUTER, en bakker werd winkel.", "rest": "Oude vloot."}
    found = names_in(texts, {"Bakker", "Winkel"}, {"Patchachterstand op Torenrouter", "oude Vloot", "Vlo"})
    assert found == {"taken": ["Patchachterstand op Torenrouter"], "rest": ["oude Vloot"]}


def test_the_papers_have_their_chapters() -> None:
    decision = text_of(Part.COUNCIL_DECISION)
    for heading in ("Feiten en context", "Juridische gronden", "Advies", "Financiële gevolgen", "Besluit"):
        assert heading in decision
    assert "artikel 219" in text_of(Part.ORGANISATION_CONTROL)
    assert "recall" not in decision


def test_same_brief_same_bytes() -> None:
    for part in Part:
        assert print_pdf(layout.document(brief(), part)) == print_pdf(layout.document(brief(), part))


def test_a_task_about_a_person_is_named_by_its_duty_in_the_annex() -> None:
    welcome = task(901, 4, Outcome.OVERDUE, title="Onthaal: Ludovica Kerkhofs", duty_title="Onthaal nieuwe medewerker")
    pdf = print_pdf(layout.document(brief(year((welcome,))), Part.ANNEX)).content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Kerkhofs" not in text
    assert "Onthaal nieuwe medewerker" in text.replace("\n", " ")
