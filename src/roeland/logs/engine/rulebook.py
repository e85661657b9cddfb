"""The rules as data: parsed from YAML and refused when they ask something that the engine does not do."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from roeland.logs.engine.layouts import DAY, LAYOUTS, TIME
from roeland.logs.engine.values import CannotRun

EVENT_KEYS = {"citizen", "user", "team", "former_team"}
SCOPES = {"always", "unexplained-only"}


class BadRules(CannotRun):
    """The rules cannot be used; the text says which one and why."""


@dataclass(frozen=True)
class Explanation:
    """One registered reason. `keys`: column of the table -> key of the consultation. Slack in days."""

    id: str
    sentence: str
    table: str
    keys: dict[str, str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    before: float
    after: float
    services: tuple[str, ...]
    strength: int
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Flag:
    """One sign. `settings` are the thresholds of this flag."""

    id: str
    sentence: str
    always: bool
    weight: float
    cap: int
    settings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Rulebook:
    """All rules of one version; explanations strongest first."""

    version: str
    handover_days: int
    explanations: tuple[Explanation, ...]
    flags: tuple[Flag, ...]
    base: float
    base_cap: int
    minimum: float

    def flag(self, name: str) -> Flag:
        return next(flag for flag in self.flags if flag.id == name)

    def bit(self, name: str) -> int:
        return [flag.id for flag in self.flags].index(name)


@cache
def shipped() -> Rulebook:
    """The rules that come with Roeland."""
    return parse(resources.files("roeland.logs").joinpath("data/rules.yaml").read_text(encoding="utf-8"))


def parse(text: str) -> Rulebook:
    """Raises BadRules."""
    try:
        data = yaml.safe_load(text)
        cases = data["cases"]
        explanations = [explanation(item) for item in data["explanations"]]
        flags = [flag(item) for item in data["flags"]]
        book = Rulebook(
            str(data["version"]), int(data["handover_days"]),
            tuple(sorted(explanations, key=lambda rule: -rule.strength)), tuple(flags),
            float(cases["base"]), int(cases["base_cap"]), float(cases["minimum"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as problem:
        raise BadRules(f"De regels kloppen niet: {problem}") from problem
    ids = [rule.id for rule in book.explanations] + [rule.id for rule in book.flags]
    if len(set(ids)) != len(ids):
        raise BadRules("Twee regels hebben dezelfde naam.")
    return book


def explanation(item: dict[str, Any]) -> Explanation:
    name, table, period, services = item["id"], item["from"], item["period"], item["services"]
    rule = Explanation(
        name, item["sentence"], table, dict(item["keys"]), tuple(period["from"]), tuple(period["to"]), float(period["before"]),
        float(period["after"]), () if services == "all" else tuple(services), int(item["strength"]), tuple(item["examples"]),
    )  # fmt: skip
    columns = LAYOUTS[table].columns if table in LAYOUTS else {}
    times = {column for column, kind in columns.items() if kind in {TIME, DAY}}
    if not columns or table == "consult":
        raise BadRules(f"{name}: de tabel {table} bestaat niet.")
    if unknown := (set(rule.keys) - set(columns)) | (set(rule.keys.values()) - EVENT_KEYS):
        raise BadRules(f"{name}: onbekende sleutel {', '.join(sorted(unknown))}.")
    if unknown := {*rule.starts, *rule.ends} - times:
        raise BadRules(f"{name}: geen tijdstip {', '.join(sorted(unknown))}.")
    if {bool(example["must"]) for example in rule.examples} != {True, False}:
        raise BadRules(f"{name}: geef minstens één voorbeeld dat verklaard moet worden en één dat niet mag.")
    return rule


def flag(item: dict[str, Any]) -> Flag:
    if item["scope"] not in SCOPES:
        raise BadRules(f"{item['id']}: onbekend bereik {item['scope']}.")
    known = {"id", "sentence", "scope", "weight", "cap"}
    settings = {name: float(value) for name, value in item.items() if name not in known}
    return Flag(
        item["id"], item["sentence"], item["scope"] == "always", float(item["weight"]), int(item["cap"]), settings
    )
