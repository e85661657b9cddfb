"""Rounds of reading and accepting: offered, accepted on a screen or on a sealed list, closed with some who did not."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from roeland.acceptance import actions
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.values import State
from roeland.cli.demonstration import papers, story
from roeland.cli.demonstration.stage import Stage
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.people.models import Team

Row = Mapping[str, Any]
OFFICER = "dina"
PERCENT = 100


def plan_all(stage: Stage) -> None:
    """Every round of a document that is published by then."""
    for row in stage.tell("rounds")["rounds"]:
        if papers.read_by(stage, row["document"], row["day"]):
            stage.on(stage.day(row["day"]), _offer, stage, row, hour=9, minute=10)


def _offer(stage: Stage, row: Row) -> None:
    with scope(stage.system(), [stage.authority]):
        team = Team.objects.get(authority=stage.authority, name=row["team"]) if "team" in row else None
    made = actions.offer(
        stage.actor(OFFICER),
        document=papers.fresh(stage, row["document"]),
        who=row["who"],
        team=team,
        note=row.get("note", ""),
    )
    today = clock.today()
    for said in row["screen"]:
        stage.on(_later(today, said["after"]), partial(_accept, stage, made, said["who"]), hour=11, minute=20)
    for held in row["lists"]:
        stage.on(_later(today, held["after"]), partial(_seal, stage, made, held), hour=16, minute=30)
    if "closed" in row:
        stage.on(row["closed"], partial(_close, stage, made), hour=15, minute=10)


def _later(day: date, after: int) -> date:
    return story.next_working(day + timedelta(days=after))


def _waiting(stage: Stage, offer: Offer) -> list[Asked]:
    with scope(stage.system(), [stage.authority]):
        rows = Asked.objects.filter(offer=offer, state=State.ASKED).select_related("person")
        return list(rows.order_by("person__email", "pk"))


def _accept(stage: Stage, offer: Offer, who: str) -> None:
    person = stage.persons[who]
    for row in _waiting(stage, offer):
        if row.person_id == person.pk:
            actions.accept(stage.actor(who), asked=row, sha256=_seal_of(stage, offer))


def _seal_of(stage: Stage, offer: Offer) -> str:
    with scope(stage.system(), [stage.authority]):
        return str(Offer.objects.select_related("version").get(pk=offer.pk).version.sha256)


def _seal(stage: Stage, offer: Offer, held: Row) -> None:
    """Who was there, drawn from who still waits; the cast answers for itself."""
    cast = {person.pk for person in stage.persons.values()}
    there = [
        row
        for row in _waiting(stage, offer)
        if row.person_id not in cast and story.draw(held["place"], row.person.email, out_of=PERCENT) < held["share"]
    ]
    if there:
        actions.seal_list(stage.actor(OFFICER), offer=offer, people=there, held_on=clock.today(), place=held["place"])


def _close(stage: Stage, offer: Offer) -> None:
    actions.close(stage.actor(OFFICER), offer=offer)
