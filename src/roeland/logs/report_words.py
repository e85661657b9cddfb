"""The figures of a month as headings with lines (what, how many): for the page, the paper and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.logs.models import Run
from roeland.logs.queries.figures import ROUGH, SMALLEST, Month, coarse, faults, few
from roeland.logs.queries.runs import Claim
from roeland.logs.values import RunState
from roeland.ui import dates

Lines = list[tuple[str, str]]
AFTER = gettext_lazy("Kwamen na het afsluiten, niet nagekeken")
OVER = gettext_lazy(
    "De steekproeven zijn die van de laatste twaalf afgesloten controles. Gevallen en vragen onder 5 staan er niet in als getal."
)


def month_words(month: date) -> str:
    """*oktober 2026*"""
    return f"{dates.month_name(month)} {month.year}"


def run_words(run: Run) -> str:
    """*oktober 2026*, *oktober 2026, steekproef op papier*"""
    words = month_words(run.month)
    return _("%(month)s, steekproef op papier") % {"month": words} if run.by_hand else words


def beside(run: Run) -> str:
    """What to say of a month that has a sample from paper and a control of its file: which of both counts. Empty of another month."""
    if run.other is None:
        return ""
    if run.by_hand:
        there = _("Van deze maand is er ook een controle van het logbestand.")
        file_counts = run.other == RunState.CLOSED
    else:
        there = _("Van deze maand is er ook een steekproef op papier. Die blijft als bewijs.")
        file_counts = run.state == RunState.CLOSED
    if file_counts != run.by_hand:
        counts = _("In de cijfers en het jaarverslag telt deze controle.")
    elif run.by_hand:
        counts = _("In de cijfers en het jaarverslag telt de controle van het logbestand.")
    else:
        counts = _("In de cijfers en het jaarverslag telt de steekproef op papier, tot je deze controle afsluit.")
    return f"{there} {counts}"


def shown(found: Month) -> str:
    """What the samples show on the report of one month. What was typed from paper was not drawn by chance and is in no claim."""
    paper = _("Wat op papier nagekeken is, is niet door het toeval gekozen en telt hier niet mee.")
    if not found.by_hand:
        return claim_words(found.claim)
    return f"{paper} {claim_words(found.claim)}" if found.claim.checked else paper


def status_words(found: Month) -> str:
    """*volledige controle*, *beperkte controle*, or that it runs still."""
    return found.scope or _("loopt nog")


def rules_words(found: Month) -> str:
    """The version of the rules, and whether their sentences are still there. Empty of paper."""
    gone = _("(niet meer te lezen: de zinnen zijn die van nu)")
    return found.rules_version if found.rules_there or not found.rules_version else f"{found.rules_version} {gone}"


def claim_words(claim: Claim) -> str:
    """What the samples of the last twelve closed controls show, in one sentence, to who reads figures only (`figures.coarse`)."""
    if not claim.checked:
        return _("De steekproeven tonen nog niets: er is nog niets uit nagekeken.")
    looked = _("Van %(checked)s gelote raadplegingen was de verklaring %(wrong)s keer fout.") % {
        "checked": dates.number(claim.checked),
        "wrong": faults(claim) if claim.wrong else _("geen enkele"),
    }
    if claim.one_in < 2:  # noqa: PLR2004 -- one in one says nothing
        return looked
    shows = _("Met 95 %% zekerheid is minder dan 1 op %(n)s verklaringen fout.") % {"n": dates.number(claim.one_in)}
    return f"{looked} {shows}"


def sample_of(claim: Claim, *, whole: bool) -> dict[str, str] | None:
    """The same in figures, for a list of controls: exact only for who sees `whole` controls. None when nothing was looked at."""
    if not claim.checked:
        return None
    shown = claim if whole else coarse(claim)
    one_in = dates.number(shown.one_in) if shown.one_in else ""
    wrong = dates.number(shown.wrong) if whole else faults(shown)
    return {"checked": dates.number(claim.checked), "wrong": wrong, "one_in": one_in}


def share_of(explained: int, events: int) -> str:
    """*97,4 %*, or *bijna alle* where so few are unexplained that their number would follow from it. Empty without consultations."""
    if not events:
        return ""
    return _("bijna alle") if 0 < events - explained < SMALLEST else dates.percent(explained, events)


def line_of(run: Run, *, whole: bool) -> tuple[str, str, str]:
    """A control in a list: the share that is explained, the cases, those that nobody looked at. Exact only for who sees `whole` controls;
    what nobody looked at is known once it is closed."""
    count = dates.number if whole else few
    left = count(run.cut) if run.state == RunState.CLOSED else ""
    if whole:
        return dates.percent(run.explained, run.events) if run.events else "", count(run.cases), left
    return "" if run.by_hand else share_of(run.explained, run.events), count(run.cases), left


def blocks_of(found: Month) -> list[tuple[str, Lines]]:
    """The report in its order. No group under five; no worker, no citizen."""
    return [block for block in (_looked(found), _rules(found), _cases(found), _asked(found), _proof(found)) if block[1]]


def _looked(found: Month) -> tuple[str, Lines]:
    if found.by_hand:
        return _("Nagekeken"), [(_("Steekproef op papier, raadplegingen"), dates.number(found.sampled))]
    share = share_of(found.explained, found.events)
    explained = share if hidden(found) else f"{dates.number(found.explained)} ({share})"
    return _("Nagekeken"), [
        (_("Raadplegingen"), dates.number(found.events)),
        (_("Verklaard door iets dat geregistreerd is"), explained),
        *_rest(found),
        *([(str(AFTER), few(found.after))] if found.after else []),
    ]


def _rest(found: Month) -> Lines:
    """What decisions of this control explain and what nothing does; together where one of both is so few that it would follow from the other."""
    if found.by_decision and any(0 < count < SMALLEST for count in (found.by_decision, found.unexplained)):
        return [(_("Verklaard door de verantwoordelijke, of niet verklaard"), few(found.off_record))]
    said = [(_("Verklaard door de verantwoordelijke"), dates.number(found.by_decision))] if found.by_decision else []
    return [*said, (_("Niet verklaard"), few(found.unexplained))]


def hidden(found: Month) -> bool:
    """Whether so few have nothing on record that the other figures may not add up to them."""
    return 0 < found.off_record < SMALLEST


def _rules(found: Month) -> tuple[str, Lines]:
    """Exact, or in whole percents where exact ones would add up to the few that are unexplained; with so few consultations that percents would
    tell it too, the reasons alone."""
    count: Callable[[int], str] = dates.number
    if hidden(found):
        count = (
            (lambda n: dates.percent(round(n / found.events, 2)))
            if found.events >= ROUGH
            else (lambda _n: _("komt voor"))
        )
    return _("Waarom ze verklaard zijn"), [(one.name, count(one.count)) for one in found.by_rule]


def _cases(found: Month) -> tuple[str, Lines]:
    lines = [(_("Gevallen die een vraag waard zijn"), few(found.cases))]
    lines += [(one.name, dates.number(one.count)) for one in found.outcomes]
    closed = _("Niet bekeken bij het afsluiten: buiten de tijd van de consulent")
    left = closed if found.scope else _("Niet bekeken: buiten de tijd van de consulent")
    return _("Gevallen"), [*lines, (left, few(found.cut))]


def _asked(found: Month) -> tuple[str, Lines]:
    return _("Vragen aan medewerkers"), [
        (_("Gevraagd"), few(found.asked)),
        (_("Beantwoord"), few(found.answered)),
        (_("Te laat of zonder antwoord"), few(found.late)),
        (_("Geopend met een mandaat"), few(found.opened)),
        (_("Keren dat de identiteit van een burger getoond is"), few(found.reveals)),
    ]


def _proof(found: Month) -> tuple[str, Lines]:
    if found.by_hand:
        return _("Hoe zeker dit is"), []
    return _("Hoe zeker dit is"), [
        (
            _("Verklaarde raadplegingen die nagekeken zijn"),
            _("%(checked)s van %(all)s") % {"checked": dates.number(found.checked), "all": dates.number(found.sampled)},
        ),
        (_("Dagen zonder gegevens"), dates.number(found.missing) if found.missing else _("geen")),
        (_("Bronnen die er niet waren"), dates.join_nl(found.lacked) or _("geen")),
    ]
