"""The crisis contact list on paper and as a block of a document."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from roeland.documents.render import Document, Heading, Notice, Table, Tlp, paragraph
from roeland.governance.models import Contact
from roeland.ui import dates

HEADER = ("Wie", "Waarvoor", "Telefoon", "Buiten de uren")


def table(rows: Sequence[Contact], caption: str) -> Table:
    """Contacts as a table: who, what for, telephone in and out of hours."""
    return Table(caption, HEADER, tuple((_who(row), row.what_for, row.phone, row.after_hours) for row in rows))


def _who(row: Contact) -> str:
    person = ", ".join(part for part in (row.name, row.job) if part)
    return f"{row.organisation}: {person}" if person else row.organisation


def crisis_list(authority: str, rows: Sequence[Contact], moment: datetime) -> Document:
    """The crisis list on one sheet: no cover, own people first."""
    oldest = min((row.checked_on for row in rows), default=None)
    told = f"Oudste nazicht: {dates.table_date(oldest)}." if oldest else "De lijst is leeg."
    inside, outside = [r for r in rows if r.inside], [r for r in rows if not r.inside]
    tables = [table(part, name) for part, name in ((inside, "Eigen bestuur"), (outside, "Buiten het bestuur")) if part]
    return Document(
        title=_("Contacten bij een crisis"),
        authority=authority,
        tlp=Tlp.AMBER_STRICT,
        status=f"afgedrukt op {dates.table_moment(moment)}",
        moment=moment.replace(microsecond=0),
        blocks=(
            Heading("Contacten bij een crisis", 1),
            paragraph(f"{told} Hang deze lijst waar ze zonder computer te vinden is."),
            *tables,
            *(() if tables else (Notice("Zet in de contacten wie bij een crisis gebeld wordt."),)),
        ),
        draft=False,
    )
