"""What an authority calls the two parts of its plan: *deel A*, *deel B*. The key is the circle of readers; the letter is a setting."""

from __future__ import annotations

from roeland.documents.models import Document
from roeland.documents.values import DocumentKind
from roeland.kernel.texts import _
from roeland.people.models import AuthorityProfile
from roeland.people.queries import profiles

_LETTER = {"plan_technical": "letter_technical", "plan_general": "letter_general"}


def of(document: Document, profile: AuthorityProfile | None) -> str:
    """*deel A*, for a part of the plan; empty for what is none."""
    if profile is None or document.kind != DocumentKind.PLAN or document.audience not in _LETTER:
        return ""
    return _("deel %(letter)s") % {"letter": getattr(profile, _LETTER[document.audience])}


def label(document: Document) -> str:
    """As `of`, with the profile of its authority. At most one statement."""
    if document.audience not in _LETTER:
        return ""
    return of(document, profiles([document.authority_id]).get(document.authority_id))
