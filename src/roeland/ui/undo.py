"""*Ongedaan maken* in a message: the verb that takes back what was just done, as a form in the toast."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest


@dataclass(frozen=True)
class Undo:
    """Where the reverse verb is posted, and what with."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


def say(request: HttpRequest, words: str, undo: Undo | None = None) -> None:
    """Say what happened on the next page, with the way back when there is one. It travels in the signed message itself."""
    tags = json.dumps({"undo": undo.url, "fields": dict(undo.fields)}) if undo else ""
    messages.success(request, words, extra_tags=tags)


def undo_of(tags: str | None) -> Undo | None:
    """The way back in the extra tags of a message."""
    if not tags or not tags.startswith("{"):
        return None
    said = json.loads(tags)
    return Undo(said["undo"], said["fields"])
