"""What the page of closing says of a control."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.logs.models import Run
from roeland.logs.queries import records
from roeland.logs.values import Kind, Scope
from roeland.ui import dates


def closed_words(run: Run) -> str:
    """What a closed control is good for: evidence of a recurring task, where one of its month waits for it."""
    if task := records.task_of(run):
        words = _("De controle is afgesloten. Ze telt als bewijs voor je terugkerende taak van %(day)s.")
        return words % {"day": dates.sentence_date(task.due, weekday=False)}
    if records.asked(run):
        return _("De controle is afgesloten. Geen terugkerende taak wacht op het bewijs van deze maand.")
    return _(
        "De controle is afgesloten. In het controleplan staat nog geen terugkerende taak waarvan ze het bewijs is."
    )


def close_words(run: Run, counts: dict[str, int]) -> str:
    """Whether it closes as a full control, and what stays open."""
    reasons = []
    if run.by_hand:
        reasons.append(_("ze komt van papier"))
    if days := run.summary.get("missing_days"):
        reasons.append(
            _("%(days)s zonder raadplegingen in de bestanden") % {"days": dates.plural(len(days), "dag", "dagen")}
        )
    if Kind.STAFF in run.lacked:
        reasons.append(_("er is geen personeelslijst"))
    first = _("Ze sluit af als volledige controle.")
    if run.scope == Scope.LIMITED:
        first = _("Ze sluit af als beperkte controle: %(why)s.") % {"why": dates.join_nl(reasons)}
    waiting, left = counts["gevraagd"] + counts["anderen"] + counts["own"], counts["niet-bekeken"]
    parts = [_("%(count)s gevraagd of bij iemand anders") % {"count": waiting}] if waiting else []
    parts += [_("%(count)s niet bekeken") % {"count": left}] if left else []
    second = _("Open blijven: %(what)s.") % {"what": dates.join_nl(parts)}
    return f"{first} {second}" if parts else first
