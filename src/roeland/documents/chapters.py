"""The chapters of a version: which there are, which somebody names, and the text with some of them only. Reads; writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents import content
from roeland.documents.models import Version
from roeland.documents.queries import whole
from roeland.documents.render import Block, Heading
from roeland.ledger.action import Invalid

Chapter = tuple[str, str]  # anchor, title
_AHEAD = re.compile(r"(\d+)[.\s]")


def of(blocks: Iterable[Block]) -> list[Chapter]:
    """The chapters among blocks, in order."""
    return [(one.anchor, one.text) for one in blocks if isinstance(one, Heading) and one.level == 1 and one.anchor]


def in_force(authority_id: UUID, version_id: UUID | None) -> list[Chapter]:
    """The chapters of a frozen version, whoever asks; none of an uploaded file."""
    if version_id is None:
        return []
    with whole(authority_id):
        version = Version.objects.select_related("document", "authority").filter(pk=version_id).first()
        return of(content.of(version).blocks) if version and version.content is not None else []


def named(wanted: Iterable[str], known: Sequence[Chapter]) -> list[Chapter]:
    """The chapters that somebody means by title, number or anchor, in the order of the document. Raises Invalid with what there is."""
    found = set()
    for words in (" ".join(one.split()).casefold() for one in wanted):
        here = [n for n, one in enumerate(known) if words in _names(n, one)]
        if words and not here:
            there = "; ".join(title for _anchor, title in known) or _("dit stuk heeft er geen")
            raise Invalid(
                {
                    "chapters": [
                        _("“%(words)s” is geen hoofdstuk. Er zijn: %(there)s.") % {"words": words, "there": there}
                    ]
                }
            )
        found.update(here)
    return [one for n, one in enumerate(known) if n in found]


def _names(at: int, one: Chapter) -> set[str]:
    anchor, title = one
    ahead = _AHEAD.match(title)
    return {anchor.casefold(), title.casefold(), ahead.group(1) if ahead else str(at + 1)}


def only(blocks: Sequence[Block], anchors: Iterable[str]) -> list[Block]:
    """What stands in these chapters, and nothing that stands before the first or in another one."""
    allowed, inside, kept = set(anchors), False, []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor in allowed
        if inside:
            kept.append(block)
    return kept
