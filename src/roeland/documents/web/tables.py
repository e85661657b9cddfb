"""The list of documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.documents import letters, queries
from roeland.documents.models import Document
from roeland.documents.queries import SOON
from roeland.documents.values import AUDIENCES, CIRCLES, DocumentKind, DocumentStatus
from roeland.kernel import clock
from roeland.people.models import AuthorityProfile
from roeland.ui.components import Place, State, Status
from roeland.ui.tables import Column, Filter, Rows, Table

_STATES = {
    DocumentStatus.DRAFT: State.PLANNED,
    DocumentStatus.PUBLISHED: State.DONE,
    DocumentStatus.REPLACED: State.SKIPPED,
    DocumentStatus.WITHDRAWN: State.SKIPPED,
}
OUT_OF_USE = (DocumentStatus.WITHDRAWN.value, DocumentStatus.REPLACED.value)


def _status(row: Document) -> Status:
    today = clock.today()
    if row.status == DocumentStatus.PUBLISHED and row.review_due is not None and row.review_due < today:
        return Status(State.LATE, _("Te herzien"))
    if row.status == DocumentStatus.PUBLISHED and row.review_due is not None and row.review_due <= today + SOON:
        return Status(State.TODAY, _("Binnenkort te herzien"))
    status = DocumentStatus(row.status)
    return Status(_STATES[status], status.label.capitalize())


def _by_review(rows: QuerySet[Document], value: str) -> QuerySet[Document]:
    today = clock.today()
    rows = rows.filter(status=DocumentStatus.PUBLISHED)
    if value == "laat":
        return rows.filter(review_due__lt=today)
    return rows.filter(review_due__gte=today, review_due__lte=today + SOON)


class DocumentTable(Table[Any]):
    """A document a line. Filters offer only what is in sight, so that a choice tells nothing of what is closed."""

    caption = gettext_lazy("Documenten")
    file_name = "documenten"
    noun = (gettext_lazy("document"), gettext_lazy("documenten"))
    default_sort = "titel"
    searchable = True
    search_label = gettext_lazy("Zoek in titel en nummer")

    def __init__(
        self, request: HttpRequest, rows: Rows, places: dict[UUID, Place], profiles: Mapping[UUID, AuthorityProfile]
    ) -> None:
        self.profiles = profiles
        several = getattr(request, "authority", None) is None and len(places) > 1
        place = Column[Any]("bestuur", _("Bestuur"), lambda row: places[row.authority_id], sort="authority__name",
                            plain=lambda row: row.authority.name)  # fmt: skip
        self.columns = (  # type: ignore[misc] # the authority is named only when there are several
            Column("titel", _("Document"), lambda row: row.title, sort="title", link=queries.url),
            Column("status", _("Status"), _status, sort="status", plain=lambda row: _status(row).text),
            *((place,) if several else ()),
            Column("soort", _("Soort"), self._kind, sort="kind"),
            Column("lezers", _("Voor"), lambda row: CIRCLES[row.audience][1], sort="audience"),
            Column("versie", _("Versie"), lambda row: row.current.number if row.current else "", numeric=True),
            Column("eigenaar", _("Eigenaar"), lambda row: str(row.owner or ""), sort="owner__family_name"),
            Column("herzien", _("Herzien vóór"), lambda row: row.review_due or "", sort="review_due", numeric=True),
        )
        self.filters = self._filters(rows)  # type: ignore[misc] # as the columns
        if request.GET.get("status") not in OUT_OF_USE:  # what is out of use shows only when it is asked for
            rows = cast("Any", rows).exclude(status__in=OUT_OF_USE)
        super().__init__(request, rows)

    def _kind(self, row: Any) -> str:
        """*plan, deel A*"""
        part = letters.of(row, self.profiles.get(row.authority_id))
        return f"{row.get_kind_display()}, {part}" if part else str(row.get_kind_display())

    @staticmethod
    def _filters(rows: Any) -> tuple[Filter, ...]:
        kinds, circles, statuses, owners = set(), set(), set(), {}
        for kind, audience, status, owner, given, family in rows.order_by().values_list(
            "kind", "audience", "status", "owner_id", "owner__given_name", "owner__family_name"
        ):
            kinds.add(kind)
            circles.add(audience)
            statuses.add(status)
            if owner:
                owners[str(owner)] = f"{given} {family}"
        return (
            Filter(
                "soort",
                _("Soort"),
                tuple((k.value, k.label) for k in DocumentKind if k.value in kinds),
                lambda found, value: found.filter(kind=value),
            ),
            Filter(
                "lezers",
                _("Voor"),
                tuple((a, CIRCLES[a][1]) for a in AUDIENCES if a in circles),
                lambda found, value: found.filter(audience=value),
            ),
            Filter(
                "status",
                _("Status"),
                tuple((s.value, s.label) for s in DocumentStatus if s.value in statuses),
                lambda found, value: found.filter(status=value),
                all_label="in gebruik",
            ),
            Filter(
                "eigenaar",
                _("Eigenaar"),
                tuple(sorted(owners.items(), key=lambda pair: pair[1])),
                lambda found, value: found.filter(owner=value),
            ),
            Filter(
                "herziening",
                _("Herziening"),
                (("laat", "te laat"), ("binnenkort", "binnen 60 dagen")),
                _by_review,
            ),
        )

    def find(self, rows: Any, term: str) -> Any:
        """Every word in title or number."""
        return queries.search(rows, term)
