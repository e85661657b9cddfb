"""The file of a mandate: opened, declared, certificates and training."""

from datetime import date
from decimal import Decimal
from typing import IO

from django.utils.translation import gettext as _

from roeland.duties import erasing, evidence_store
from roeland.governance.facts.files import CertificateKept, Declared, FileOpened, TrainingRecorded
from roeland.governance.models import Certificate, MandateFile, Training
from roeland.governance.rules import P
from roeland.governance.values import FILE_ROLES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.rights import RIGHTS
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import fresh, long_text
from roeland.people.models import Mandate

MOST_HOURS = 2000
MOST_AT_ONCE = Decimal(400)


@action(P.FILE_OPEN, FileOpened)
def open_file(actor: Actor, *, mandate: Mandate, hours_per_year: int = 0) -> MandateFile:
    """Open the file of a mandate, with the hours of training that are asked a year. Refused the second time."""
    if mandate.role not in FILE_ROLES:
        raise Refused(_("Voor dit mandaat houdt Roeland geen dossier bij."))
    if MandateFile.objects.filter(mandate=mandate).exists():
        raise Refused(_("Dit mandaat heeft al een dossier."))
    row = MandateFile(
        authority_id=mandate.authority_id, audience="mandates", mandate=mandate, hours_per_year=_hours(hours_per_year)
    )
    row.save()
    state(FileOpened(about=row, role_name=RIGHTS.roles[mandate.role].nl))
    return row


@action(P.FILE_KEEP, Declared)
def declare(
    actor: Actor, *, file: MandateFile, incompatibilities: str = "", hours_per_year: int | None = None
) -> MandateFile:
    """Declare what cannot go together with the mandate, or nothing; the hours change only by who may open files."""
    row = fresh(file)
    if hours_per_year is not None and hours_per_year != row.hours_per_year:
        if not actor.holds(P.FILE_OPEN, row.authority_id):
            raise Refused(_("Wie het mandaat geeft, bepaalt de uren vorming."))
        row.hours_per_year = _hours(hours_per_year)
    row.incompatibilities = long_text("incompatibilities", incompatibilities, longest=5000)
    row.declared_on = clock.today()
    row.save()
    state(Declared(about=row, role_name=RIGHTS.roles[row.mandate.role].nl, hours_per_year=row.hours_per_year))
    return row


@action(P.FILE_KEEP, CertificateKept)
def keep_certificate(
    actor: Actor,
    *,
    file: MandateFile,
    title: str,
    obtained_on: date,
    expires_on: date | None = None,
    issuer: str = "",
    content: IO[bytes] | None = None,
    name: str = "",
) -> Certificate:
    """Keep a certificate, sealed when its file is there. Raises Invalid for a file that is not taken."""
    errors: dict[str, list[str]] = {}
    if obtained_on > clock.today():
        errors["obtained_on"] = [_("Kies een dag die voorbij is.")]
    if expires_on is not None and expires_on <= obtained_on:
        errors["expires_on"] = [_("Een certificaat eindigt na de dag waarop het behaald is.")]
    if errors:
        raise Invalid(errors)
    row = Certificate(
        authority_id=file.authority_id,
        audience=file.audience,
        file=file,
        title=long_text("title", title, ask="Zeg welk certificaat.", longest=200),
        issuer=long_text("issuer", issuer, longest=120),
        obtained_on=obtained_on,
        expires_on=expires_on,
    )
    if content is not None:
        try:
            stored = erasing.seal(content, name)
        except evidence_store.RefusedFileError as error:
            raise Invalid({"content": [str(error)]}) from error
        row.sha256, row.name, row.size, row.media_type = stored.sha256, stored.name, stored.size, stored.media_type
    row.save()
    state(CertificateKept(about=row, title=row.title, end=row.expires_on, sha256=row.sha256))
    return row


@action(P.FILE_KEEP, TrainingRecorded)
def record_training(
    actor: Actor, *, file: MandateFile, title: str, day: date, hours: Decimal, provider: str = ""
) -> Training:
    """Note hours of training."""
    errors: dict[str, list[str]] = {}
    if day > clock.today():
        errors["day"] = [_("Kies een dag die voorbij is, of vandaag.")]
    if not Decimal(0) < hours <= MOST_AT_ONCE:
        errors["hours"] = [_("Geef een aantal uren boven nul.")]
    if errors:
        raise Invalid(errors)
    row = Training(
        authority_id=file.authority_id,
        audience=file.audience,
        file=file,
        title=long_text("title", title, ask="Zeg welke vorming.", longest=200),
        provider=long_text("provider", provider, longest=120),
        day=day,
        hours=hours.quantize(Decimal("0.01")),
    )
    row.save()
    state(TrainingRecorded(about=row, title=row.title, minutes=int(row.hours * 60), day=day))
    return row


def _hours(value: int) -> int:
    if not 0 <= value <= MOST_HOURS:
        raise Invalid({"hours_per_year": [_("Geef een aantal uren van nul of meer.")]})
    return value
