"""The leak matrix of issue 3: 0 words too many over all surfaces x all roles.

Every circle of readers x every state of a document, and one of everything of the other rooms, with a word of its own in every text:
title, text, frozen content, remark, attachment, uploaded file, deviation, request, appointment, advice, minutes, mandate file, question,
task, fact. Surfaces are read from the URL conf, the schema of the API and what each list offers; who may read which word is written out
in `words.py`.
"""

import pytest

from roeland.kernel.rights import RIGHTS
from tests.conformance.leaks.sowing import NOBODY, relieve
from tests.conformance.leaks.walker import Walker
from tests.conformance.leaks.words import Sown, may_read
from tests.conformance.test_pages import BARE

pytestmark = pytest.mark.sqlite  # what the program shows; the engine is another suite's subject
ROLES = sorted(RIGHTS.roles)


def walked(sown: Sown, role: str, **how: int) -> Walker:
    """Everything one role can ask."""
    if role == NOBODY:
        relieve(sown)
    walker = Walker(sown, role, turn=ROLES.index(role), **how)
    walker.walk()
    walker.press_all()
    walker.call()
    return walker


def judged(walker: Walker) -> None:
    """No word too many; and none too few: what the role may read of published documents is found."""
    assert not walker.leaks, "\n".join(walker.leaks)
    wanted = {
        text
        for text, word in walker.sown.words.items()
        if word.part in {"title", "content"} and word.state == "published" and may_read(word, walker.role)
    }
    assert not wanted - walker.seen, f"{walker.role} does not find {sorted(wanted - walker.seen)}"
    assert walker.looked > 500


@pytest.mark.parametrize("role", ROLES)
@BARE
def test_no_surface_shows_a_role_what_it_may_not_read(sown: Sown, role: str) -> None:
    judged(walked(sown, role))


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@BARE
def test_no_page_of_any_document_shows_it_either(sown: Sown, role: str) -> None:
    """The same, with every page of every closed document for every role."""
    judged(walked(sown, role, turns=1))
