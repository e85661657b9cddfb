"""Test import and import: the same plan, first shown, then carried out by the verbs in one transaction."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused, batch
from roeland.people import actions
from roeland.people.importers import planner
from roeland.people.importers.plan import Deed, Known, KnownMandate, KnownPerson, KnownTeam, Plan, Step, Subject
from roeland.people.importers.problems import Problem
from roeland.people.models import Mandate, Person, Team
from roeland.people.queries import import_state
from roeland.people.rules import P

CHUNK = 25  # changes between two reports of progress


def known_of(authority: Authority, on: date) -> Known:
    """What Roeland knows of an authority, as the planner wants it. Inside a scope that sees persons and mandates."""
    persons, teams, names = import_state(authority)
    roles = {role.id: (names[role.id], role.nl, *role.aliases) for role in RIGHTS.roles.values()}
    return Known(
        today=on,
        persons=tuple(_known_person(person, on) for person in persons),
        teams=tuple(
            KnownTeam(key=str(team.pk), name=team.name, parent=team.parent.name if team.parent else "")
            for team in teams
        ),
        roles=roles,
    )


def _known_person(person: Person, on: date) -> KnownPerson:
    running = [
        one.team.name for one in person.memberships.all() if one.start <= on and (one.end is None or one.end >= on)
    ]
    coming = [one.team.name for one in person.memberships.all() if one.start > on]
    return KnownPerson(
        key=str(person.pk),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        personnel_number=person.personnel_number,
        job_title=person.job_title,
        active_from=person.active_from,
        left_on=person.left_on,
        team=(coming or running or [""])[-1],
        mandates=tuple(
            KnownMandate(key=str(one.pk), role=one.role, start=one.start, end=one.end, decision=one.decision)
            for one in person.mandates.all()
        ),
    )


def test_import(actor: Actor, authority: Authority, file: str, data: bytes) -> Plan:
    """The plan for a file, with an error on every step that `actor` may not take. Writes nothing."""
    with scope(Actor.system("import", [authority.pk]), [authority]):
        plan = planner.make(file, data, known_of(authority, clock.today()))
    refused = []
    if not actor.holds(P.PERSON_EDIT, authority.pk):
        refused.append(Problem(file=plan.file, what=_("Je mag in dit bestuur geen personen wijzigen")))
    elif not actor.holds(P.MANDATE_APPOINT, authority.pk):
        refused += [
            Problem(
                file=plan.file,
                line=step.line,
                column="Rol",
                found=step.label,
                what=_("Je mag geen mandaten aanduiden"),
                advice=_("Laat de algemeen directeur deze rijen importeren."),
            )
            for step in plan.work
            if step.subject is Subject.MANDATE
        ]
    return replace(plan, problems=plan.problems + tuple(refused)) if refused else plan


def run_import(
    actor: Actor, authority: Authority, file: str, data: bytes, *, report: Callable[[int, int], None] | None = None
) -> Plan:
    """Carry out what `test_import` shows, all or nothing. Returns the plan. `report` hears after each chunk: done, total.

    With errors, or with nothing to do, nothing is written. What a verb refuses comes back as an error with its line.
    """
    plan = test_import(actor, authority, file, data)
    if not plan.can_run:
        return plan
    run = _Run(actor, authority)
    try:
        with batch(), scope(actor, [authority]):
            for number, step in enumerate(plan.work, 1):
                run.take(step)
                if report and (number % CHUNK == 0 or number == len(plan.work)):
                    report(number, len(plan.work))
            actions.record_import(
                actor,
                authority=authority,
                kind=plan.kind.value,
                file=plan.file,
                sha256=hashlib.sha256(data).hexdigest(),
                counts=cast("Mapping[str, object]", plan.counts()),
            )
    except (Refused, Invalid) as error:
        return replace(plan, problems=(*plan.problems, _refusal(plan, run.step, error)))
    return plan


test_import.__test__ = False  # type: ignore[attr-defined] # pytest would take it for a test


def _refusal(plan: Plan, step: Step | None, error: Refused | Invalid) -> Problem:
    what = error.reason if isinstance(error, Refused) else "; ".join(m for ms in error.errors.values() for m in ms)
    line, found = (step.line, step.label) if step else (None, "")
    return Problem(
        file=plan.file, line=line, found=found, what=what.rstrip("."), advice=_("Verbeter de rij en probeer opnieuw.")
    )


@dataclass
class _Run:
    actor: Actor
    authority: Authority
    persons: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    step: Step | None = None

    def __post_init__(self) -> None:
        with scope(Actor.system("import", [self.authority.pk]), [self.authority]):
            self.persons = {str(person.pk): person for person in Person.objects.filter(authority=self.authority)}
            self.teams = {team.name.casefold(): team for team in Team.objects.filter(authority=self.authority)}

    def take(self, step: Step) -> None:
        self.step = step
        match step.subject:
            case Subject.TEAM:
                self._team(step)
            case Subject.PERSON:
                self._person(step)
            case Subject.MEMBERSHIP:
                self._membership(step)
            case Subject.MANDATE:
                self._mandate(step)

    def _team(self, step: Step) -> None:
        parent = self.teams.get(str(step.values.get("parent") or "").casefold())
        if step.deed is Deed.CREATE:
            name = str(step.values["name"])
            self.teams[name.casefold()] = actions.add_team(
                self.actor, authority=self.authority, name=name, parent=parent
            )
        else:
            team = self.teams[step.label.casefold()]
            actions.change_team(self.actor, team=team, name=team.name, parent=parent)

    def _person(self, step: Step) -> None:
        values = dict(step.values)
        if step.deed is Deed.CREATE:
            self.persons[step.key] = actions.add_person(self.actor, authority=self.authority, **values)  # type: ignore[arg-type]
        elif step.deed is Deed.LEAVE:
            actions.end_employment(self.actor, person=self.persons[step.key], on=cast("date", values["left_on"]))
        else:
            actions.change_person(self.actor, person=self.persons[step.key], changes=values)

    def _membership(self, step: Step) -> None:
        team = self.teams[str(step.values["team"]).casefold()]
        actions.join_team(
            self.actor, person=self.persons[step.key], team=team, start=cast("date", step.values["start"])
        )

    def _mandate(self, step: Step) -> None:
        values = dict(step.values)
        if step.deed is Deed.CREATE:
            actions.add_mandate(self.actor, person=self.persons[step.key], **values)  # type: ignore[arg-type]
            return
        mandate = Mandate.objects.select_related("person").get(pk=step.key)
        if "end" in values:
            actions.end_mandate(self.actor, mandate=mandate, on=cast("date", values["end"]))
        if "decision" in values:
            actions.name_decision(self.actor, mandate=mandate, decision=str(values["decision"]))
