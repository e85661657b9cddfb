"""Who may do what in this room. Pure: no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _
from roeland.logs.values import DECIDED, CaseState, RunState

AUDIENCE = "ksz_log"


class P:
    """Permissions. The reviewer of a case judges it (`grants`); everybody answers what he is asked and sees what is kept of him."""

    SEE = Permission("logs:case:see", AUDIENCE, Mode.READ)
    FIGURES = Permission("logs:figures:see", AUDIENCE, Mode.SUMMARY)
    SOURCES = Permission("logs:source:keep", AUDIENCE, Mode.EDIT)
    RUN = Permission("logs:run:do", AUDIENCE, Mode.EDIT)
    JUDGE = Permission("logs:case:judge", AUDIENCE, Mode.EDIT)
    REVEAL = Permission("logs:case:reveal", AUDIENCE, Mode.EDIT, may="reveal")
    MANDATE = Permission("logs:case:mandate", AUDIENCE, Mode.EDIT)
    CONDITIONS = Permission("logs:conditions:keep", AUDIENCE, Mode.EDIT)
    ADVISE = Permission("logs:conditions:advise", AUDIENCE, Mode.READ)  # the DPO, or the officer with where it stands
    RULES = Permission("logs:rules:keep", AUDIENCE, Mode.EDIT)
    ABOUT = Permission("logs:about:read", AUDIENCE, Mode.SELF)
    ANSWER = Permission("logs:question:answer", AUDIENCE, Mode.SELF)
    EXPORT = Permission("logs:figures:export", AUDIENCE, Mode.READ, may="export")
    KEEP = Permission("logs:run:keep", AUDIENCE, Mode.OWN)  # the program itself; an officer could


def may_still(*, over: bool) -> Decision:
    """Look again, judge or open again: not once the retention term of the control is over."""
    return Denied(_("De bewaartermijn van deze controle is voorbij.")) if over else ALLOWED


@dataclass(frozen=True)
class Judge:
    """How somebody stands to a case or drawn consultation (`queries.judging`). `mine`: he is its reviewer; `judges`: by his role.

    `silent`: a question about it got no answer in time; `mandated`: then, he has a mandate for it that runs.
    """

    own: bool
    reviewer: UUID | None
    mine: bool
    judges: bool
    silent: bool = False
    mandated: bool = False
    name: str = ""


def may_judge(state: str, by: Judge) -> Decision:
    """Decide a case or ask about it: not one's own, not what was given to somebody else, not what is decided.

    What nobody answered in time asks a mandate, whoever its reviewer is and whatever happened since, until the worker answers.
    """
    if by.own:
        return Denied(_("Dit gaat over je eigen raadplegingen. Iemand anders beslist."))
    if by.reviewer is not None and not by.mine:
        return Denied(_("Dit geval ligt bij %(name)s.") % {"name": by.name or _("iemand anders")})
    if by.reviewer is None and not by.judges:
        return Denied(_("Dit geval is niet aan jou gegeven."))
    if by.silent and not by.mandated:
        return Denied(_("Op dit geval kwam geen antwoord. Iemand met een mandaat beslist."))
    return Denied(_("Over dit geval is al beslist.")) if state in DECIDED else ALLOWED


def may_reopen(state: str, run: str, by: Judge) -> Decision:
    """Take a decision or a running question back: while the control is open, by who judges the case (`may_judge`)."""
    allowed = may_judge("", by)
    if isinstance(allowed, Denied):
        return allowed
    if run == RunState.CLOSED:
        return Denied(_("De controle van deze maand is afgesloten. Wat beslist is, blijft zo."))
    if state not in {*DECIDED, CaseState.ASKED}:
        return Denied(_("Over dit geval is nog niets beslist, en er loopt geen vraag."))
    return ALLOWED


@dataclass(frozen=True)
class StandingState:
    """How somebody stands to a standing rule. `own`: it was made for a case about him; `running`: in a control that still runs;
    `with_another`: the name of whoever has that case and may judge it today; `unmandated`: it came by a mandate, and he has none for that case."""

    withdrawn: bool
    own: bool = False
    running: bool = False
    with_another: str = ""
    unmandated: bool = False


def may_withdraw(rule: StandingState) -> Decision:
    """Withdraw a standing rule: once, by who could make it, and not where opening the case again does so. What was decided by a mandate asks
    one again, as opening the case again does."""
    if rule.withdrawn:
        return Denied(_("Deze vaste regel is al ingetrokken."))
    if rule.own:
        return Denied(_("Deze regel kwam er door je eigen raadplegingen. Iemand anders trekt hem in."))
    if rule.with_another:
        return Denied(_("Het geval achter deze regel ligt bij %(name)s.") % {"name": rule.with_another})
    if rule.unmandated:
        return Denied(
            _(
                "Deze regel kwam er door iemand met een mandaat. Wie een nieuw mandaat voor dat geval krijgt, trekt hem in."
            )
        )
    if rule.running:
        return Denied(
            _(
                "De controle waarin deze regel ontstond, loopt nog. Open daar het geval opnieuw, dan vervalt de regel mee."
            )
        )
    return ALLOWED


def may_hand_over(by: Judge) -> Decision:
    """Give a case to another reviewer: not once nobody answered in time, since that asks a mandate."""
    return Denied(_("Op dit geval kwam geen antwoord. Geef een mandaat.")) if by.silent else ALLOWED


def may_ask(
    state: str, *, person: bool, reachable: bool = True, left: bool = False, tied: bool = False, handed: bool = False
) -> Decision:
    """Ask the worker: somebody must stand behind the user name, who works here and can be told of it, and one question at a time.

    `tied`: the account got its person after this control looked, which it learns by looking again. `handed`: it changed hands on the days of
    the case, so that nobody knows whom to ask. Who cannot sign in yet may be asked: his question waits, and its term with it (`may_be_told`).
    """
    if not person and handed:
        return Denied(_("Dit account wisselde in deze dagen van hand. Roeland weet niet aan wie je het moet vragen."))
    if not person and tied:
        return Denied(_("Deze gebruiker is intussen gekoppeld. Kies bij de lijst van deze maand Opnieuw nakijken."))
    if not person:
        return Denied(
            _(
                "Achter deze gebruiker staat nog geen medewerker. Koppel hem eerst bij de gebruikers van de logbestanden."
            )
        )
    if left:
        return Denied(_("Deze medewerker is uit dienst en kan niet meer antwoorden."))
    if not reachable:
        return Denied(_("Deze medewerker kan geen vraag krijgen: er is geen e-mailadres, of het account staat stil."))
    return Denied(_("Er loopt al een vraag over dit geval.")) if state == CaseState.ASKED else ALLOWED


def may_be_told(*, gets_in: bool) -> Decision:
    """Mail a worker that he is asked something, or note that he stays silent: only of who can sign in to answer."""
    return ALLOWED if gets_in else Denied(_("Deze medewerker kan zich nu niet aanmelden om te antwoorden."))


def may_escalate(*, away: bool) -> Decision:
    """Note that a worker stays silent: not of who was registered as away on every working day of his term."""
    return Denied(_("Deze medewerker was heel de termijn afwezig. Dat is geen zwijgen.")) if away else ALLOWED


def counted(count: int, one: str, many: str) -> str:
    """*1 geval*, *3 gevallen*."""
    return f"{count} {one if count == 1 else many}"


def may_close(state: str, *, cases: int, sample: int, stale: str = "") -> Decision:
    """Close a control: nothing that is shown to the closer waits for him, his sample is judged, and nothing that the control read was
    withdrawn since (`stale` says what)."""
    if state == RunState.CLOSED:
        return Denied(_("Deze controle is al afgesloten."))
    if stale:
        return Denied(stale)
    if not cases and not sample:
        return ALLOWED
    words = {
        "cases": counted(cases, _("geval"), _("gevallen")),
        "drawn": counted(sample, _("raadpleging"), _("raadplegingen")),
    }
    if cases and sample:
        return Denied(_("Eerst nog %(cases)s en %(drawn)s uit de steekproef.") % words)
    return Denied((_("Eerst nog %(cases)s.") if cases else _("Eerst nog %(drawn)s uit de steekproef.")) % words)


def may_start(state: str, month: date, today: date) -> Decision:
    """Look at a month again: only while its control is open, and only when the month is over."""
    if state == RunState.CLOSED:
        return Denied(_("De controle van deze maand is afgesloten."))
    if (month + timedelta(days=32)).replace(day=1) > today:
        return Denied(_("Deze maand is nog niet voorbij."))
    return ALLOWED


def may_leave_out(month: date, today: date, *, controlled: bool, left: bool) -> Decision:
    """Say that nobody will control a month: once, of one that is over and has no control, from paper neither."""
    if not may_start("", month, today):
        return Denied(_("Deze maand is nog niet voorbij."))
    if controlled:
        return Denied(_("Voor deze maand is er al een controle."))
    return Denied(_("Deze maand staat al als niet nagekeken.")) if left else ALLOWED


def may_control(left_out: str) -> Decision:
    """Begin a control: not of a month that was left out (the reason), before that is taken back."""
    words = _("Deze maand staat als niet nagekeken: %(reason)s. Neem dat eerst terug bij Logcontrole.")
    return Denied(words % {"reason": left_out.rstrip(".")}) if left_out else ALLOWED


def may_run(version: str, problem: str) -> Decision:
    """Control by a version of the rules: not when the engine refuses it (`problem`), by the shipped ones neither, since nobody chose those."""
    if not problem:
        return ALLOWED
    words = _(
        "Roeland kan versie %(version)s van jullie regels niet meer gebruiken. %(problem)s Maak bij Regels een nieuw ontwerp."
    )
    return Denied(words % {"version": version, "problem": problem})


def may_go_live(maker: UUID | None, actor: UUID | None, *, others: Sequence[str], reason: str) -> Decision:
    """Four eyes: who wrote rules does not take them into use, unless nobody else may here and he says why. others: the names of who may."""
    if actor is None or actor != maker:
        return ALLOWED
    if others:
        names = _(" of ").join(others)
        return Denied(_("Jij schreef deze regels. Iemand anders neemt ze in gebruik: %(who)s.") % {"who": names})
    return ALLOWED if reason.strip() else Denied(_("Niemand anders kan dit hier. Schrijf waarom je het alleen doet."))


def may_answer(state: str, *, answered: bool, withdrawn: bool = False) -> Decision:
    """Answer: once, as long as nobody decided or withdrew the question. After the term too."""
    if withdrawn:
        return Denied(_("Deze vraag is ingetrokken. Je hoeft niet te antwoorden."))
    if answered:
        return Denied(_("Je antwoordde al op deze vraag."))
    if state in DECIDED:
        return Denied(_("Dit geval is al beslist. Je hoeft niet meer te antwoorden."))
    return ALLOWED


def may_end(*, ended: bool) -> Decision:
    """Whether a mandate can be ended."""
    return Denied(_("Dit mandaat is al voorbij.")) if ended else ALLOWED


def may_open(*, silent: bool, running: bool, own: bool) -> Decision:
    """Give a mandate: for what nobody answered, decided or not, one at a time, never about oneself."""
    if own:
        return Denied(_("Dit geval gaat over jou. Iemand anders geeft het mandaat."))
    if not silent:
        return Denied(_("Een mandaat is er enkel voor een geval zonder antwoord."))
    return Denied(_("Voor dit geval loopt al een mandaat.")) if running else ALLOWED


def may_tie(*, own: bool) -> Decision:
    """Say whose account it is: never of an account that is, was or becomes one's own, since four eyes hang on it."""
    if own:
        return Denied(_("Dit is of wordt je eigen account. Iemand anders vult dit in."))
    return ALLOWED


def may_reveal(by: Judge, *, blanked: bool) -> Decision:
    """See an identity: who judges the case (`may_judge`), decided or not, and not after the term."""
    allowed = may_judge("", by)
    if isinstance(allowed, Denied):
        return allowed
    return Denied(_("De bewaartermijn van dit geval is voorbij.")) if blanked else ALLOWED
