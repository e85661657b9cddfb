"""The bar above the list of a control: its views and its filters, and which case fits what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from roeland.kernel.http import Request, url
from roeland.logs.models import Case, Run
from roeland.logs.queries.wording import signs
from roeland.logs.values import CaseState, RunState
from roeland.ui import components as c

VIEWS = (
    ("beslissen", _("Te beslissen")),
    ("gevraagd", _("Gevraagd")),
    ("beslist", _("Beslist")),
    ("anderen", _("Bij iemand anders")),
    ("niet-bekeken", _("Niet bekeken")),
)
ALWAYS = 3  # the first views are shown also when nothing is in them
CLOSED = (
    "beslissen",
    "beslist",
    "gevraagd",
    "anderen",
    "niet-bekeken",
)  # on which a closed month opens: the first that holds something


@dataclass(frozen=True)
class Chosen:
    """What the reader chose: a view, a service, a reason, where the cases stand; empty is all."""

    view: str
    team: str = ""
    flag: str = ""
    state: str = ""

    @classmethod
    def of(cls, request: Request, run: Run, counts: dict[str, int]) -> Chosen:
        """As the address says it; else what asks a decision, and of a closed control what there is."""
        asked = request.GET
        view, first = asked.get("toon", ""), "beslissen"
        if run.state == RunState.CLOSED:
            first = next((name for name in CLOSED if counts[name]), first)
        return cls(
            view if view in dict(VIEWS) else first,
            asked.get("dienst", ""),
            asked.get("reden", ""),
            asked.get("status", ""),
        )

    @property
    def filtered(self) -> bool:
        return bool(self.team or self.flag or self.state)

    def fits(self, case: Case) -> bool:
        """Whether a case of the view is in the list."""
        told = (not self.team or case.team == self.team) and (not self.flag or self.flag in signs(case))
        return told and (not self.state or case.state == self.state)

    def link(self, **changes: str) -> str:
        """The same list with another filter."""
        query = {"toon": self.view, "dienst": self.team, "reden": self.flag, "status": self.state} | changes
        return f"?{urlencode({name: value for name, value in query.items() if value})}"


def bar(
    request: Request, counts: dict[str, int], drawn: int, chosen: Chosen, rows: Sequence[Case], names: dict[str, str]
) -> c.FilterBar:
    """Segments and the filters; the sample is a page of its own."""
    month = request.resolver_match.kwargs["month"] if request.resolver_match else ""
    views = [
        c.Choice(f"{words} {counts[name]}", f"?toon={name}", name == chosen.view)
        for number, (name, words) in enumerate(VIEWS)
        if number < ALWAYS or counts[name]
    ]
    if drawn:
        views.insert(ALWAYS, c.Choice(f"{_('Steekproef')} {drawn}", url(request, "logs-sample", month)))
    teams = {one: one for one in sorted({case.team for case in rows if case.team})}
    chips = (
        _chip(_("Dienst"), "dienst", chosen.team, teams, chosen),
        _chip(_("Reden"), "reden", chosen.flag, names, chosen),
        _chip(
            _("Beslissing") if chosen.view == "beslist" else _("Status"),
            "status",
            chosen.state,
            _states(chosen, rows),
            chosen,
        ),
    )
    return c.FilterBar(views=tuple(views), chips=tuple(chip for chip in chips if chip.options or chip.clear_url))


def _chip(label: str, name: str, value: str, options: dict[str, str], chosen: Chosen) -> c.Chip:
    return c.Chip(
        label,
        options.get(value, value) or _("alle"),
        tuple(c.Choice(words, chosen.link(**{name: one}), one == value) for one, words in options.items()),
        chosen.link(**{name: ""}) if value else "",
    )


def _states(chosen: Chosen, rows: Sequence[Case]) -> dict[str, str]:
    """Where the cases of a view stand; of what is decided always, of what was asked only where there is something to choose. What asks a
    decision says so on its line."""
    there = {case.state for case in rows}
    found = {one.value: one.label for one in CaseState if one in there}
    return found if chosen.view == "beslist" or chosen.state or (chosen.view == "gevraagd" and len(found) > 1) else {}
