"""The words with which an authority asks a supplier for a file. A letter leaves the authority, so it says *u*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.logs.formats.mapping import fields_of
from roeland.logs.library import add_months, field_words
from roeland.logs.models import Source
from roeland.logs.queries.sources import Standing
from roeland.logs.values import Format, Kind
from roeland.ui import dates

ONCE = gettext_lazy("Geef elke raadpleging een eigen nummer, zodat niets dubbel telt.")
FORMS = {
    Format.CSV: gettext_lazy("een CSV-bestand (puntkomma, eerste regel met de namen van de kolommen)"),
    Format.JSONL: gettext_lazy("een bestand met één JSON-object per regel"),
    Format.PARQUET: gettext_lazy("een Parquet-bestand"),
    Format.SYSLOG: gettext_lazy("de syslog-regels als tekstbestand"),
}


def subject(source: Source, months: Sequence[date]) -> str:
    """The subject of the mail."""
    return _("Vraag om het bestand met %(what)s van %(month)s") % {
        "what": Kind(source.kind).label,
        "month": months_words(months),
    }


def month_words(month: date) -> str:
    return f"{dates.month_name(month)} {month.year}"


def months_words(months: Sequence[date]) -> str:
    """*september 2026 en oktober 2026*"""
    return dates.join_nl([month_words(month) for month in months])


def asked_months(row: Standing, today: date) -> list[date]:
    """What a letter of today asks: the months that are late, or else the month before this one."""
    return [month for month, _due in row.late_months] or [add_months(today.replace(day=1), -1)]


def text(source: Source, authority: str, by: str, months: Sequence[date]) -> str:
    """The letter as plain text."""
    return "\n\n".join(paragraphs(source, authority, by, months))


def paragraphs(source: Source, authority: str, by: str, months: Sequence[date]) -> list[str]:
    """The letter: what is asked (of which months), on which ground, in which form, by when and how it is sent."""
    kind = Kind(source.kind)
    ground = (
        _("Dit staat in het contract: %(clause)s.") % {"clause": source.contract_clause.rstrip(".")}
        if source.contract_clause
        else _(
            "Wij vragen dit om na te kijken of raadplegingen van persoonsgegevens een reden hebben (artikelen 5 en 32 van de AVG)."
        )
    )
    due = (
        _(" Wij krijgen het graag elke maand, uiterlijk op dag %(day)s van de maand erna.") % {"day": source.due_day}
        if source.due_day
        else ""
    )
    needed = [field_words()[name] for name, must in fields_of(kind).items() if must]
    useful = [field_words()[name] for name, must in fields_of(kind).items() if not must and name in USEFUL[kind]]
    return [
        _("Geachte"),
        _("Wij vragen u het bestand met %(kind)s van %(name)s voor %(month)s. %(ground)s%(due)s")
        % {"kind": kind.label, "name": source.name, "month": months_words(months), "ground": ground, "due": due},
        _("Het bestand is %(form)s. Elke rij bevat minstens: %(needed)s.")
        % {"form": FORMS[Format(source.format)], "needed": "; ".join(needed)}
        + (_(" Ook nuttig: %(useful)s.") % {"useful": "; ".join(useful)} if useful else ""),
        *(
            [_("Zet bij tijdstippen de tijdzone, of laat weten welke geldt. %(once)s") % {"once": ONCE}]
            if kind is Kind.CONSULT
            else []
        ),
        _(
            "Stuur het bestand nooit als bijlage van een gewone mail: er staan rijksregisternummers in. Bezorg het langs een beveiligde weg die u met ons afspreekt."
        ),
        _("Met vriendelijke groeten"),
        "\n".join(part for part in (by, authority) if part),
    ]


USEFUL: dict[Kind, frozenset[str]] = {
    Kind.CONSULT: frozenset({"event_id", "service", "ip", "search_key", "purpose"}),
    Kind.STAFF: frozenset({"team", "to_ts", "person_number"}),
    Kind.DOSSIERS: frozenset({"team", "worker", "closed", "registered_at"}),
    Kind.APPOINTMENTS: frozenset({"team", "user_id"}),
    **{kind: frozenset({"to_ts", "team"}) for kind in (Kind.INSCRIPTIONS, Kind.ABSENCES, Kind.HOUSEHOLD)},
    **{kind: frozenset() for kind in (Kind.CITIZENS, Kind.TICKETS, Kind.ONCALL, Kind.WATCH)},
}


def mail_link(source: Source, body: str, months: Sequence[date]) -> str:
    """A `mailto:` address with subject and text; empty when the source has no contact."""
    if not source.contact:
        return ""
    return f"mailto:{quote(source.contact)}?subject={quote(subject(source, months))}&body={quote(body)}"
