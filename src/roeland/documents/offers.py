"""What this room offers to others: versions to sign, records as evidence, the door behind a task about a document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents import actions, queries
from roeland.documents.diff import compare
from roeland.documents.models import Document, Version
from roeland.documents.queries import url
from roeland.documents.rules import P
from roeland.documents.values import CIRCLES, DOCUMENT, VERSION, VersionStatus
from roeland.duties.providers import Provider, Record
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Denied
from roeland.kernel.offers import ToSign
from roeland.ui import dates


def to_sign(actor: Actor, places: UUID | Iterable[UUID]) -> list[ToSign]:
    """Versions in review that this actor may approve now, for the Tekenmap. Two statements, however many authorities and versions."""
    ids = [places] if isinstance(places, UUID) else list(places)
    rows = Version.objects.filter(authority_id__in=ids, status=VersionStatus.REVIEW)
    rows = rows.select_related("document__current", "authority", "submitted_by").order_by("submitted_at", "pk")
    found = [row for row in rows if queries.may(actor, P.APPROVE, row)]
    wrote = queries.written_by(actor, found)
    return [
        _to_sign(row) for row in found if not isinstance(queries.decision_on(actor, row, wrote=row.pk in wrote), Denied)
    ]


def _to_sign(row: Version) -> ToSign:
    paper = row.document
    since = clock.local(row.submitted_at or row.made_at).date()
    by = f", voorgelegd door {row.submitted_by}" if row.submitted_by else ""
    before = "De vorige versie blijft gelden." if paper.current_id else "Er geldt nog geen tekst."

    def sign(actor: Actor, note: str) -> None:
        actions.approve(actor, version=row, decision=note)

    def send_back(actor: Actor, reason: str) -> None:
        actions.send_back(actor, version=row, reason=reason)

    return ToSign(
        key=f"{VERSION}:{row.pk}",
        title=_("%(title)s, versie %(number)s") % {"title": paper.title, "number": row.number},
        what=_("%(get_kind_display)s voor %(audience)s%(by)s. %(changes)s")
        % {
            "get_kind_display": paper.get_kind_display(),
            "audience": CIRCLES[row.audience][1].lower(),
            "by": by,
            "changes": _changes(row, paper.current),
        },
        cost="Goedkeuren kost op zich niets. Na de goedkeuring ligt de tekst vast.",
        otherwise=before,
        url=url(row),
        read_label=_("Lezen wat er verandert") if paper.current_id else _("Lezen"),
        since=since,
        authority_id=row.authority_id,
        sign=sign,
        send_back=send_back,
        audience=row.audience,
    )


def _changes(row: Version, before: Version | None) -> str:
    """*Drie passages gewijzigd tegenover versie 1: de bewaartermijn.* The texts themselves are read on the page, where it counts."""
    told = row.changes.strip()
    if before is None:
        return told or _("Dit is de eerste versie.")
    count, touched, chapters = changed(before.text, row.text)
    words = dates.capital(dates.plural(count, _("passage gewijzigd"), _("passages gewijzigd"), words=True))
    head = _("%(words)s tegenover versie %(number)s") % {"words": words, "number": before.number}
    if touched and chapters > 1:
        head += _(", in %(touched)s van %(chapters)s hoofdstukken") % {"touched": touched, "chapters": chapters}
    return f"{head}: {told}" if told else f"{head}."


@lru_cache(maxsize=64)
def changed(old: str, new: str) -> tuple[int, int, int]:
    """How many paragraphs differ, in how many of how many chapters; kept, because Vandaag counts the Tekenmap again and again."""
    found = compare(old, new)
    return found.changes, found.touched, found.chapters


def _record(row: Version | Document) -> Record:
    if isinstance(row, Document):
        return Record(DOCUMENT, row.pk, row.title, clock.local(row.made_at).date(), url(row))
    on = row.approved_on or clock.local(row.made_at).date()
    return Record(VERSION, row.pk, f"{row.document.title}, versie {row.number}", on, url(row))


def _find(model: type[Document | Version], authority_id: UUID, pk: UUID) -> Record | None:
    related = ("authority",) if model is Document else ("authority", "document")
    row = model.objects.filter(authority_id=authority_id, pk=pk).select_related(*related).first()
    return _record(row) if row else None


def _search_versions(authority_id: UUID, text: str) -> list[Record]:
    """Published versions: what can prove something."""
    rows = queries.search(queries.documents().filter(authority_id=authority_id, current__isnull=False), text)[:20]
    found = Version.objects.filter(pk__in=[row.current_id for row in rows]).select_related("document", "authority")
    return [_record(row) for row in found]


def door(kind: str, slug: str, pk: UUID) -> tuple[str, str]:
    """(verb, address) of the page where a task about a row is done; the address asks no statement."""
    if kind == VERSION:
        return "Lezen en beslissen", f"/{slug}/documenten/versie/{pk}/"
    return "Herzien", f"/{slug}/documenten/stuk/{pk}/"


PROVIDERS = (
    Provider(VERSION, "Document", partial(_find, Version), _search_versions, door=door),
    Provider(DOCUMENT, "Document om te herzien", partial(_find, Document), door=door),
)
