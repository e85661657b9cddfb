"""*Bronnen*: where logs and lists come from, what is late, and the sheet of one source."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs import inbox, lateness, letters, papers
from roeland.logs.actions import sources as verbs
from roeland.logs.formats.mapping import BadMapping, parse
from roeland.logs.library import field_words, templates, terms
from roeland.logs.models import Source
from roeland.logs.queries import sources as queries
from roeland.logs.rules import P
from roeland.logs.values import Format, Kind
from roeland.logs.web.source_forms import FORMATS, ZONES, NewSourceForm, ReasonForm, SheetForm, words_of
from roeland.people.actors import me
from roeland.ui import components as c
from roeland.ui import dates


def source_or_404(request: Request, pk: UUID) -> Source:
    """The source, or the same 404 for absent and refused."""
    found = queries.source(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.name)
    return found


def status_of(row: queries.Standing) -> c.Status:
    """*5 dagen te laat*, *verwacht op 7 dec.*, *beëindigd*"""
    if row.source.ended_on is not None:
        return c.Status(c.State.SKIPPED, _("beëindigd"))
    if row.late_since is not None:
        return c.Status(c.State.LATE, dates.lateness(row.late_since, clock.today()))
    if row.due is not None:
        return c.Status(c.State.PLANNED, _("verwacht op %(day)s") % {"day": dates.list_date(row.due)})
    return c.Status(c.State.DONE, _("geleverd")) if row.last else c.Status(c.State.PLANNED, _("geen vaste dag"))


@page(P.SEE)
@require_GET
def listed(request: Request) -> HttpResponse:
    """Every source with what came last and what is late."""
    authority = one_authority(request)
    rows = queries.standings(authority, clock.today())
    late = sum(len(row.late_months) for row in rows)
    lacking = [
        kind.label
        for kind in Kind
        if kind not in {Kind(row.source.kind) for row in rows if row.source.ended_on is None}
    ]
    unknown = queries.unknown_users(authority)
    add = url(request, "logs-source-new") if may(request, P.SOURCES) else ""
    context = {
        "authority": authority,
        "rows": [(row, status_of(row), Kind(row.source.kind).label, _door(request, row)) for row in rows],
        "lede": _lede(len(rows), late),
        "lacking": dates.join_nl(lacking) if rows else "",
        "unknown": unknown,
        "add": add,
        "nothing": _nothing(add),
    }
    return render(request, "logs/sources.html", context)


def _door(request: Request, row: queries.Standing) -> c.Verb | None:
    if not may(request, P.SOURCES) or row.source.ended_on is not None:
        return None
    where = url(request, "logs-source-upload", row.source.pk)
    return c.Verb(_("Importeren"), where, primary=row.late, about=row.source.name)


def _lede(count: int, late: int) -> str:
    if not count:
        return _("Zonder logbestand kan Roeland niets nakijken.")
    sources = dates.plural(count, "bron", "bronnen")
    if not late:
        return _("%(sources)s, niets is te laat.") % {"sources": dates.capital(sources)}
    words = dates.plural(late, "bestand is", "bestanden zijn", words=True)
    return _("%(sources)s, %(late)s te laat.") % {"sources": dates.capital(sources), "late": words}


def _nothing(add: str) -> c.Empty:
    first = c.Verb(_("Bron vastleggen"), add, primary=True) if add else None
    text = _(
        "Begin met de raadplegingen zelf en de lijst van medewerkers. Dat volstaat. Dossiers en afspraken maken de controle later fijner."
    )
    return c.Empty(_("Er is nog geen bron"), text, first)


@page(P.SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One source: its sheet, how it is read, its files."""
    row = source_or_404(request, pk)
    authority = one_authority(request)
    standing = queries.standings(authority, clock.today(), only=row)[0]
    files = list(queries.deliveries(authority, row)[:50])
    edits = may(request, P.SOURCES) and row.ended_on is None
    context = {
        "row": row,
        "authority": authority,
        "kind": dates.capital(Kind(row.kind).label),
        "status": status_of(standing),
        "standing": standing,
        "late": _late(standing),
        "facts": _facts(row),
        "reading": _reading(row),
        "template": templates().get(row.template),
        "files": files,
        "overlaps": _overlaps(row),
        "folder": inbox.folder(authority, row) if row.folder and edits else "",
        "refused_days": terms().refused_days,
        "edits": edits,
        "paper": url(request, "logs-paper") if edits and row.kind == Kind.CONSULT and may(request, P.RUN) else "",
    }
    return render(request, "logs/source.html", context)


def _late(row: queries.Standing) -> str:
    """Which files are late, and since when; empty when none is."""
    named = [
        _("%(month)s (op %(day)s)") % {"month": letters.month_words(month), "day": dates.sentence_date(due)}
        for month, due in row.late_months
    ]
    if not named:
        return ""
    if len(named) == 1:
        return _("Het bestand van %(months)s moest er al zijn. Vraag het aan de leverancier.") % {"months": named[0]}
    return _("De bestanden van %(months)s moesten er al zijn. Vraag ze aan de leverancier.") % {
        "months": dates.join_nl(named)
    }


def _overlaps(row: Source) -> list[str]:
    """What it shares with other sources."""
    return [text for one, text in queries.shared(row.authority) if row.pk in {one.keeps, one.other}]


def _facts(row: Source) -> list[c.Definition]:
    found = [
        (_("Leverancier"), row.supplier),
        (_("Clausule"), row.contract_clause),
        (_("Vragen aan"), row.contact),
        (_("Moet er zijn"), _("op dag %(day)s van de maand erna") % {"day": row.due_day} if row.due_day else ""),
        (_("Ontbreekt na"), _quiet(row)),
        (_("Wie volgt op"), str(row.owner) if row.owner else _("de informatieveiligheidsconsulent")),
        (_("Beëindigd op"), dates.table_date(row.ended_on) if row.ended_on else ""),
    ]
    return [c.Definition(term, value) for term, value in found if value]


def _quiet(row: Source) -> str:
    """*5 werkdagen zonder raadplegingen*, where a file of those is expected."""
    if row.kind != Kind.CONSULT or row.due_day is None:
        return ""
    days = dates.plural(row.quiet_days, _("werkdag"), _("werkdagen"))
    return _("%(days)s zonder raadplegingen") % {"days": days}


def _reading(row: Source) -> list[c.Definition]:
    """How the files are read; empty when nobody said so yet."""
    try:
        how = parse(Kind(row.kind), Format(row.format), row.mapping)
    except BadMapping:
        return []
    found = [c.Definition(_("Soort bestand"), dict(FORMATS)[Format(row.format)])]
    found += [
        c.Definition(dates.capital(field_words().get(name, name)), words_of(part)) for name, part in how.fields.items()
    ]
    return [*found, c.Definition(_("Tijden zonder zone"), str(dict(ZONES).get(how.zone, how.zone)))]


@page(P.SOURCES)
def new(request: Request) -> HttpResponse:
    """Make a source."""
    authority = one_authority(request)
    form = NewSourceForm(sent(request), authority=authority)
    made: list[Source] = []

    def make() -> None:
        data: dict[str, Any] = dict(form.cleaned_data)
        known = templates().get(data["template"])
        data["format"] = known.format if known else data["format"] or Format.CSV
        made.append(verbs.make_source(request.actor, authority=authority, **data))

    if posted(request, form, make):
        return said(
            request, _("Bron vastgelegd. Importeer nu een eerste bestand."), url(request, "logs-source", made[0].pk)
        )
    return ask(
        request,
        form,
        title=_("Bron vastleggen"),
        lede=_("Waar een logbestand of een lijst vandaan komt, wie het levert en tegen wanneer."),
        submit=_("Bron vastleggen"),
        back=url(request, "logs-sources"),
    )


@page(P.SOURCES)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change the sheet."""
    row = source_or_404(request, pk)
    first = {name: getattr(row, name) for name in verbs.SHEET}
    form = SheetForm(sent(request), initial=first, authority=one_authority(request))
    if posted(request, form, lambda: verbs.change_source(request.actor, source=row, **form.cleaned_data)):
        lateness.settle_source(row)
        return said(request, _("Fiche aangepast."), url(request, "logs-source", row.pk))
    return ask(
        request, form, title=_("Fiche aanpassen"), submit=_("Aanpassen"), back=url(request, "logs-source", row.pk)
    )


@page(P.SOURCES)
def end(request: Request, pk: UUID) -> HttpResponse:
    """Nothing is expected of it any more."""
    row = source_or_404(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: verbs.end_source(request.actor, source=row, **form.cleaned_data)):
        lateness.settle_source(row)
        return said(request, _("De bron is beëindigd. Wat ze leverde, blijft."), url(request, "logs-sources"))
    return ask(
        request,
        form,
        title=_("Bron “%(name)s” beëindigen?") % {"name": row.name},
        lede=_(
            "Roeland verwacht dan geen bestanden meer. Raadplegingen die al geïmporteerd zijn, blijven meetellen. Een lijst telt mee tot een andere bron er een van dezelfde soort levert."
        ),
        submit=_("Bron beëindigen"),
        kind="danger",
        away=_("Laten lopen"),
        back=url(request, "logs-source", row.pk),
    )


@page(P.SOURCES)
@require_GET
def letter(request: Request, pk: UUID) -> HttpResponse:
    """The words to ask the supplier for the file: on the page, as a mail, a PDF or a text file."""
    row, authority = source_or_404(request, pk), one_authority(request)
    months = _asked(row, authority)
    body = letters.text(row, authority.name, str(me(request.actor, authority) or ""), months)
    if request.GET.get("vorm") == "txt":
        response = HttpResponse(body, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="vraag-om-logbestand.txt"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    context = {
        "row": row,
        "authority": authority,
        "body": body,
        "subject": letters.subject(row, months),
        "pdf": url(request, "logs-source-letter-pdf", row.pk),
        "mail": letters.mail_link(row, body, months),
    }
    return render(request, "logs/source_letter.html", context)


@page(P.SOURCES)
@require_GET
def letter_pdf(request: Request, pk: UUID) -> HttpResponse:
    """The same letter on paper."""
    row, authority = source_or_404(request, pk), one_authority(request)
    by = str(me(request.actor, authority) or "")
    made = papers.request_letter(row, authority, by, _asked(row, authority), clock.now())
    return papers.answer(made, "vraag-om-logbestand.pdf")


def _asked(row: Source, authority: Authority) -> list[date]:
    today = clock.today()
    return letters.asked_months(queries.standings(authority, today, only=row)[0], today)


per_authority = [
    path("logcontrole/bronnen/", listed, name="logs-sources"),
    path("logcontrole/bronnen/nieuw/", new, name="logs-source-new"),
    path("logcontrole/bronnen/<uuid:pk>/", sheet, name="logs-source"),
    path("logcontrole/bronnen/<uuid:pk>/aanpassen/", change, name="logs-source-change"),
    path("logcontrole/bronnen/<uuid:pk>/stoppen/", end, name="logs-source-end"),
    path("logcontrole/bronnen/<uuid:pk>/brief/", letter, name="logs-source-letter"),
    path("logcontrole/bronnen/<uuid:pk>/brief.pdf", letter_pdf, name="logs-source-letter-pdf"),
]
