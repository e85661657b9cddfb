"""The rules of an authority: which count now, by which a control ran, and which versions there were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.logs.models import RuleSet, Run
from roeland.logs.queries import events
from roeland.logs.queries.sight import whole
from roeland.logs.rules import P, may_go_live
from roeland.logs.values import RuleState
from roeland.people.actors import holders_in
from roeland.people.models import Person
from roeland.scrutiny import editing, rulebook
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.rulebook import Rulebook

KEPT = 32  # parsed texts that stay in memory
OWN = "eigen-"  # before the version of an authority: shipped ones begin with a year
RULES = "rules.yaml"  # beside the files of a control that ran by the shipped rules


def live_row(authority: Authority) -> RuleSet | None:
    """The version that counts; None when the shipped rules do. Whoever reads: every control runs by them."""
    with scope(Actor.system("rules", [authority.pk]), [authority.pk]):
        found: RuleSet | None = RuleSet.objects.filter(authority=authority, state=RuleState.LIVE).first()
    return found


@dataclass(frozen=True)
class Current:
    """The rules that count in an authority now: its own version, or without `row` the shipped ones.

    problem: why the engine of now cannot run by them, an upgrade say; then no control starts. book: to read them; None when even that is
    not possible.
    """

    row: RuleSet | None
    book: Rulebook | None
    problem: BadRules | None = None

    @property
    def version(self) -> str:
        """How a control calls the rules that it ran by."""
        return self.row.version if self.row else shipped_version()


def current(authority: Authority) -> Current:
    """The rules that count now, also when they cannot be used. One statement."""
    row = live_row(authority)
    return Current(row, readable(row.text), problem_of(row.text)) if row else Current(None, rulebook.shipped())


def live(authority: Authority) -> Rulebook:
    """The rules of now, to read by; the shipped ones when those of the authority cannot be read. One statement."""
    return current(authority).book or rulebook.shipped()


def live_version(authority: Authority) -> str:
    """How a control calls the rules that it runs by. One statement."""
    row = live_row(authority)
    return row.version if row else shipped_version()


@lru_cache(KEPT)
def problem_of(text: str, *, draft: bool = False) -> BadRules | None:
    """Why the engine cannot run by a text; of a draft also what keeps it from being tried. None when nothing does."""
    try:
        (editing.checked if draft else editing.usable)(text)
    except BadRules as problem:
        return BadRules(problem.text, problem.line)  # kept: without the frames of the one that was caught
    return None


@lru_cache(KEPT)
def readable(text: str) -> Rulebook | None:
    """The rules in a text, for their sentences; None when they cannot be read, by an engine that knows more or less than they ask."""
    try:
        return rulebook.parse(text)
    except BadRules:
        return None


@dataclass(frozen=True)
class Used:
    """The rules that a control ran by. there: False when that version is kept nowhere or cannot be read any more; then `book` is what counts now."""

    book: Rulebook
    there: bool = True


def used(run: Run) -> Rulebook:
    """The rules of a control, for its sentences and figures: what is decided or told of it does not change with newer rules."""
    return used_by([run])[run.pk].book


def used_by(runs: Iterable[Run]) -> dict[UUID, Used]:
    """The rules of each control: the shipped text as it was then (beside the files of the control), or a version of the authority.

    One statement, and one more per authority of which a version is gone. Whoever reads.
    """
    rows = {run.pk: run for run in runs}
    places = {run.authority_id for run in rows.values()}
    with scope(Actor.system("rules", places), places):
        known = RuleSet.objects.filter(version__in={run.rules_version for run in rows.values()}).exclude(
            state=RuleState.DRAFT
        )
        texts = {(place, name): text for place, name, text in known.values_list("authority_id", "version", "text")}
    found = {}
    for run in rows.values():
        text = kept_text(run) or texts.get((run.authority_id, run.rules_version), "")
        book = readable(text) if text else rulebook.shipped()
        there = book is not None and run.rules_version in {"", book.version}
        found[run.pk] = Used(book if book and there and run.rules_version else live(run.authority), there)
    return found


def kept_text(run: Run) -> str:
    """The shipped rules as they were when the control ran by them; empty when it ran by a version of the authority."""
    path = events.folder(run) / RULES
    return path.read_text(encoding="utf-8") if run.summary.get("files") and path.is_file() else ""


def versions(authority: Authority) -> QuerySet[RuleSet]:
    """Every version in sight, the newest first, with who made it and who let it go live."""
    rows: QuerySet[RuleSet] = RuleSet.objects.filter(authority=authority).select_related(
        "authority", "made_by", "live_by"
    )
    return rows


def version(authority: Authority, pk: UUID) -> RuleSet | None:
    """One version; None when absent or closed to this reader."""
    return versions(authority).filter(pk=pk).first()


def shipped_text() -> str:
    """The rules that come with Roeland, as they are written."""
    return resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")


def shipped_version() -> str:
    """How the rules that come with Roeland are called."""
    return rulebook.shipped().version


def next_version(authority: Authority) -> str:
    """A version that this authority never used and that no shipped one will have: `eigen-2026-11-22.1`, after those of that day that there are."""
    day = f"{OWN}{clock.today():%Y-%m-%d}."
    numbers = [
        name.removeprefix(day) for name in versions(authority).values_list("version", flat=True) if name.startswith(day)
    ]
    return f"{day}{1 + max((int(number) for number in numbers if number.isascii() and number.isdecimal()), default=0)}"


def keepers(authority: Authority) -> set[UUID]:
    """Who may take rules into use here today: the second pair of eyes is among them."""
    roles = {role for role in RIGHTS.roles if RIGHTS.of([role]).holds(P.RULES)}
    return {holder.person_id for holder in holders_in([authority.pk], clock.today(), roles)}


def goes_live(actor: Actor, row: RuleSet, *, reason: str) -> Decision:
    """Whether the actor may take a draft into use today, with this reason: what the verb asks, and what its page offers. Five statements."""
    if problem := problem_of(row.text, draft=True):
        return Denied(str(problem))
    others = keepers(row.authority) - {row.made_by_id}
    with whole(row.authority_id):
        names = [str(person) for person in Person.objects.filter(pk__in=others)]
    return may_go_live(row.made_by_id, actor.person_in(row.authority_id), others=names, reason=reason)


def with_drafts(places: QuerySet[Authority]) -> QuerySet[Authority]:
    """The authorities, each with what `waits` asks of its draft, as far as the reader sees that. It adds no statement."""
    drafts = RuleSet.objects.filter(authority=OuterRef("pk"), state=RuleState.DRAFT)
    live = RuleSet.objects.filter(authority=OuterRef("pk"), state=RuleState.LIVE)
    fields = {f"draft_{name}": Subquery(drafts.values(name)[:1]) for name in ("pk", "version", "text", "tried")}
    fields["draft_made_by"] = Subquery(drafts.values("made_by")[:1], output_field=UUIDField())
    return places.annotate(**fields, live_version=Subquery(live.values("version")[:1]))


def waits(actor: Actor, place: Any) -> bool:
    """Whether a draft waits to be taken into use, for who keeps rules here: as it stands it was tried against those that count now. `place`: a
    row of `with_drafts`."""
    if not place.draft_pk or not actor.holds(P.RULES, place.pk):
        return False
    tried = was_tried(place.draft_text, place.draft_tried, place.live_version or shipped_version())
    return tried and problem_of(place.draft_text, draft=True) is None


def wrote(actor: Actor, place: Any) -> bool:
    """Whether the actor wrote that draft: then another takes it into use, or he alone where nobody else may (`goes_live`)."""
    return not may_go_live(place.draft_made_by, actor.person_in(place.pk), others=(), reason="")


def was_tried(text: str, tried: Mapping[str, Any], now: str) -> bool:
    """Whether exactly this text was tried, against the version that counts now."""
    return tried.get("sha256") == seal(text) and tried.get("against") == now


def seal(text: str) -> str:
    """The hash by which a text is known: of exactly these characters."""
    return sha256(text.encode()).hexdigest()


def last_run(authority: Authority) -> Run | None:
    """The control of the last month whose file was controlled, for how often each rule explained."""
    found: Run | None = Run.objects.filter(authority=authority, by_hand=False).first()
    return found
