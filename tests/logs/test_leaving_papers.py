"""Letters that leave the authority: for whom they are, of which day, and nothing asked of a list that a list does not have."""

from datetime import UTC, date, datetime

import pytest

from roeland.documents.render import KeyValue, Table, Tlp
from roeland.kernel.scope import scope
from roeland.logs import letters, papers
from roeland.logs.queries.citizen import Look
from roeland.logs.values import Kind
from tests.logs.intake_kit import source
from tests.world import World

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_letter_to_a_citizen_is_for_who_asked_and_has_a_day(world: World) -> None:
    look = Look(
        NOW, "KSZ leefloon", "Sociale dienst", "De medewerker had een eigen dossier van deze burger.", explained=True
    )
    made = papers.letter(world.zonderbeke, [look], date(2026, 1, 1), date(2026, 11, 22), NOW)
    assert made.tlp is Tlp.RED  # "enkel eigen bestuur" would forbid what it is for
    assert KeyValue((("Datum", "22 november 2026"),)) in made.blocks
    [table] = [block for block in made.blocks if isinstance(block, Table)]
    assert table.numeric == (0,)  # as wide as the moment: the reason gets the room


@pytest.mark.parametrize(("kind", "asked"), [(Kind.CONSULT, True), (Kind.TICKETS, False), (Kind.STAFF, False)])
def test_a_list_is_not_asked_for_numbers_of_consultations(world: World, kind: Kind, *, asked: bool) -> None:
    where = source(world, kind=kind, mapping={})
    with scope(world.system, [world.zonderbeke]):
        text = letters.text(where, "Zonderbeke", "Dina Claes", [date(2026, 10, 1)])
    assert ("Geef elke raadpleging een eigen nummer" in text) is asked
    assert ("tijdzone" in text) is asked
    assert "\n\nStuur het bestand nooit als bijlage" in text
