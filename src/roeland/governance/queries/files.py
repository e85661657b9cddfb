"""Files of mandates: who has one, what is in it, what is about to expire."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from roeland.duties.models import Task
from roeland.governance.models import Certificate, MandateFile, PlannedTraining, Training
from roeland.governance.values import EXPIRY_DAYS, FILE_ROLES
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope
from roeland.people.actors import on_day
from roeland.people.models import Mandate
from roeland.people.rules import Separation, conflicts

CERTIFICATE = "governance.certificate"


@dataclass
class Dossier:
    """A mandate with its file; `file` is None until it was opened."""

    mandate: Mandate
    file: MandateFile | None = None
    certificates: list[Certificate] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    planned: list[PlannedTraining] = field(default_factory=list)
    conflicts: list[Separation] = field(default_factory=list)

    def hours(self, year: int) -> Decimal:
        """Hours of training in a year."""
        return sum((row.hours for row in self.trainings if row.day.year == year), Decimal(0))

    def behind(self, today: date) -> Decimal:
        """Hours of training short of what the part of the year that passed asks, since the mandate began; 0 when on track."""
        if self.file is None or not self.file.hours_per_year:
            return Decimal(0)
        first, last = date(today.year, 1, 1), date(today.year, 12, 31)
        begin = max(first, self.mandate.start)
        year = (last - first).days + 1
        asked = self.file.hours_per_year * Decimal((today - begin).days + 1) / year
        return max(asked - self.hours(today.year), Decimal(0))

    def expiring(self, today: date) -> list[Certificate]:
        """Certificates that end soon or ended."""
        return [
            row for row in self.certificates if row.expires_on and row.expires_on <= today + timedelta(days=EXPIRY_DAYS)
        ]


def dossiers(today: date, authority_ids: list[UUID] | None = None, *, mandate: UUID | None = None) -> list[Dossier]:
    """Mandates of officer, DPO and ICT that hold today, with their files. Six statements."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    rows = Mandate.objects.filter(on_day(today), authority_id__in=ids, role__in=FILE_ROLES)
    if mandate is not None:
        rows = rows.filter(pk=mandate)
    found = {row.pk: Dossier(row) for row in rows.select_related("person", "authority").order_by("role", "start")}
    held: dict[tuple[UUID, UUID], set[str]] = {}
    persons = {row.mandate.person_id for row in found.values()}
    for other in Mandate.objects.filter(on_day(today), authority_id__in=ids, person__in=persons):
        held.setdefault((other.authority_id, other.person_id), set()).add(other.role)
    for one in found.values():
        one.conflicts = list(
            conflicts(one.mandate.role, held.get((one.mandate.authority_id, one.mandate.person_id), ()))
        )
    files = {row.pk: row for row in MandateFile.objects.filter(mandate__in=list(found)).select_related("mandate")}
    for row in files.values():
        found[row.mandate_id].file = row
    for certificate in Certificate.objects.filter(file__in=list(files)).order_by("expires_on", "title"):
        found[files[certificate.file_id].mandate_id].certificates.append(certificate)
    for training in Training.objects.filter(file__in=list(files)).order_by("-day"):
        found[files[training.file_id].mandate_id].trainings.append(training)
    for planned in (
        PlannedTraining.objects.filter(file__in=list(files)).select_related("renews").order_by("due", "title")
    ):
        found[files[planned.file_id].mandate_id].planned.append(planned)
    return list(found.values())


def certificate(authority: Authority, pk: UUID) -> Certificate | None:
    """One certificate, when the actor in scope may see it."""
    found: Certificate | None = Certificate.objects.filter(authority=authority, pk=pk).first()
    return found


def to_renew(authority: Authority, today: date) -> list[Certificate]:
    """Certificates of mandates that hold, which end within sixty days and have no task yet."""
    rows = Certificate.objects.filter(authority=authority, expires_on__lte=today + timedelta(days=EXPIRY_DAYS))
    known = Task.objects.filter(authority=authority, source_kind=CERTIFICATE).values("source_id")
    rows = rows.exclude(pk__in=known).select_related("file__mandate__person", "authority")
    return [row for row in rows if row.file.mandate.end is None or row.file.mandate.end >= today]
