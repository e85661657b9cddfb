"""Templates and questions as they ship, and filling a text with answers. Pure but for reading the package's own data files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from roeland.kernel.shipped import parsed

PLACE = re.compile(r"\[\[([a-z_]+)\]\]")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
CHECKED_DUTIES = 5  # that many adopted, and the starter set counts as taken over


@dataclass(frozen=True)
class Pack:
    """A template: the properties of the document that starts from it, and its text with `[[key]]` where an answer comes."""

    id: str
    version: str
    title: str
    kind: str
    audience: str
    tlp: str
    review_months: int
    approve_role: str
    approve_body: str
    about: str
    serves: tuple[str, ...]
    ask: str
    text: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What it asks, in the order of the text."""
        return tuple(dict.fromkeys(PLACE.findall(self.text)))


@dataclass(frozen=True)
class Question:
    """`audience` is who may read the answer; `given` are filled by Roeland itself."""

    id: str
    group: str
    text: str
    example: str
    long: bool
    audience: str
    given: bool


@dataclass(frozen=True)
class Group:
    """An interview sheet: whom to ask, and about how long it takes."""

    id: str
    title: str
    role: str
    minutes: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Step:
    """A step of the start. `done` is never stored: it follows from the records."""

    id: str
    kind: str
    title: str
    group: str = ""
    template: str = ""


@dataclass(frozen=True)
class HalfDay:
    """One of the five half days."""

    day: int
    title: str
    about: str
    steps: tuple[Step, ...]


def parse(text: str, name: str) -> Pack:
    """A template file: YAML between `---` lines, then Markdown. ValueError names the file."""
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"{name}: no head between --- lines")
    data: dict[str, Any] = parsed(head[1])
    try:
        return Pack(
            id=data["id"],
            version=str(data["version"]),
            title=data["title"],
            kind=data["kind"],
            audience=data["audience"],
            tlp=data["tlp"],
            review_months=int(data["review_months"]),
            approve_role=data.get("approve_role", "general_director"),
            approve_body=data.get("approve_body", ""),
            about=data["about"],
            serves=tuple(data.get("serves") or ()),
            ask=data.get("ask", ""),
            text=text[head.end() :].lstrip("\n"),
        )
    except KeyError as missing:
        raise ValueError(f"{name}: {missing.args[0]} is missing") from missing


@cache
def packs() -> Mapping[str, Pack]:
    """All templates that ship, by id, in order of title."""
    folder = resources.files("roeland.packs").joinpath("data/templates")
    found = [
        parse(file.read_text(encoding="utf-8"), file.name) for file in folder.iterdir() if file.name.endswith(".md")
    ]
    return {pack.id: pack for pack in sorted(found, key=lambda pack: pack.title.casefold())}


def _data(name: str) -> dict[str, Any]:
    text = resources.files("roeland.packs").joinpath(f"data/{name}").read_text(encoding="utf-8")
    data: dict[str, Any] = parsed(text)
    return data


@cache
def groups() -> Mapping[str, Group]:
    """The interview sheets with their questions."""
    data = _data("questions.yaml")
    rows = [
        Question(
            id=q["id"],
            group=q["group"],
            text=q["nl"],
            example=q.get("example", ""),
            long=bool(q.get("long")),
            audience=q.get("audience", "settings"),
            given=q.get("from") == "authority",
        )
        for q in data["questions"]
    ]
    return {
        g["id"]: Group(g["id"], g["nl"], g["role"], int(g["minutes"]), tuple(q for q in rows if q.group == g["id"]))
        for g in data["groups"]
    }


@cache
def questions() -> Mapping[str, Question]:
    """All questions by key."""
    return {question.id: question for group in groups().values() for question in group.questions}


@cache
def half_days() -> tuple[HalfDay, ...]:
    """The five half days of the start."""
    return tuple(
        HalfDay(day["day"], day["nl"], day["about"], tuple(_step(step) for step in day["steps"]))
        for day in _data("start.yaml")["days"]
    )


def _step(step: Mapping[str, str]) -> Step:
    if step["kind"] == "interview":
        return Step(step["id"], "interview", f"Gesprek: {groups()[step['group']].title}", group=step["group"])
    if step["kind"] == "template":
        return Step(step["id"], "template", packs()[step["template"]].title, template=step["template"])
    return Step(step["id"], step["kind"], step["nl"])


def fill(text: str, answers: Mapping[str, str]) -> str:
    """The text with every answer that there is in its place; what nobody answered stays as `[[key]]`."""
    return PLACE.sub(lambda found: answers.get(found[1], "") or found[0], text)


def open_keys(text: str) -> tuple[str, ...]:
    """What the text still asks."""
    return tuple(dict.fromkeys(PLACE.findall(text)))
