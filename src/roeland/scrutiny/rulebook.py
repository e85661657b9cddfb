"""The rules as data: parsed from YAML and refused when they ask something that the engine does not do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from roeland.scrutiny import lines
from roeland.scrutiny.layouts import DAY, LAYOUTS, TIME
from roeland.scrutiny.lines import BadRules, Written
from roeland.scrutiny.values import CROWD

__all__ = ["BadRules", "Explanation", "Flag", "Rulebook", "parse", "shipped"]

Rule = TypeVar("Rule")

EVENT_KEYS = {"citizen", "user", "team", "former_team", "service"}
BY_STREET = {"dossier_id": "reference", "street": "citizen", "team": "team"}  # keys of `neighbours`
BY_NAME = {"surname": "citizen", "user_id": "user"}
LEAST_HOUSES = 2
BY_HOUSEHOLD = (["citizen", "team"], ["citizen", "user"])  # keys of which `chance.beyond` knows what chance gives
SCOPES = {"overrules", "always", "unless-strong", "unexplained-only"}
# signs of one nature say partly the same
NATURES = {"tie", "account", "moment", "number", "return", "crowd", "paper", "kin"}


@dataclass(frozen=True)
class Explanation:
    """One registered reason. `keys`: column of the table -> key of the consultation. Slack in days. `blank`: columns that must be empty.

    beyond_chance: only where such reasons are met much more often than by chance (`chance.beyond`), and after all other rules.
    houses: only where a worker gave a dossier for so many houses of its street (`neighbours`), and after all other rules.
    minutes: within so many after it the worker opened a namesake about whom there is a reason (`neighbours`), after all other rules.
    """

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
    blank: tuple[str, ...] = ()
    hours: tuple[int, int] | None = None  # UTC: from the first, past midnight, until the second; and in weekends
    beyond_chance: bool = False
    houses: int = 0
    minutes: int = 0

    @property
    def around(self) -> bool:
        """Whether it asks what else the worker looked at (`neighbours`)."""
        return bool(self.houses or self.minutes)

    @property
    def last(self) -> bool:
        """Whether it is asked after all others, of what they leave."""
        return self.beyond_chance or self.around


@dataclass(frozen=True)
class Flag:
    """One sign. `settings` are the thresholds of this flag; `reason`: its sentence for one consultation and for more, with {n} and so on.

    always: also on consultations that are explained; overrules: such a one, and then only a strong explanation counts; loose: also on those that only a weaker explanation reached.
    """

    id: str
    sentence: str
    always: bool
    weight: float
    cap: int
    settings: dict[str, float] = field(default_factory=dict)
    loose: bool = False
    overrules: bool = False
    reason: tuple[str, ...] = ()
    examples: tuple[dict[str, Any], ...] = ()
    nature: str = ""


@dataclass(frozen=True)
class Scoring:
    """How flags add up; as it stands here everything counts whole.

    again: what the second and next consultation with the same flag count for; alike: what another flag of the same nature does; strong_share:
    what a flag that overrules does on what a strong explanation reached; soft_share: what any does where a weak explanation was overruled;
    rare, plenty: the share of all consultations up to which a flag counts whole,
    and from which it counts for `least`; tie: what a tie to a colleague, street or list counts for when all work shows it as often;
    beyond: what each time the threshold adds, for signs that count; most_number: what signs of the natures number and kin are worth together at most.
    """

    again: float = 1.0
    alike: float = 1.0
    strong_share: float = 1.0
    soft_share: float = 1.0
    rare: float = 0.0
    plenty: float = 0.0
    least: float = 1.0
    tie: float = 1.0
    beyond: float = 0.0
    most_number: float = 1000.0


@dataclass(frozen=True)
class Rulebook:
    """All rules of one version; explanations strongest first.

    strong: the strength from which an explanation hides every flag but `always`; loose_share: what a flag on a weaker one counts for;
    crowd: how many people share a tie that is named (`crowd`, `wording`); no rule of an authority, 0 only where an example runs by itself.
    """

    version: str
    handover_days: int
    explanations: tuple[Explanation, ...]
    flags: tuple[Flag, ...]
    base: float
    base_cap: int
    minimum: float
    strong: int = 0
    loose_share: float = 1.0
    scoring: Scoring = Scoring()
    crowd: int = CROWD

    def flag(self, name: str) -> Flag:
        return next(flag for flag in self.flags if flag.id == name)

    def knows(self, name: str) -> bool:
        return any(flag.id == name for flag in self.flags)

    def bit(self, name: str) -> int:
        return [flag.id for flag in self.flags].index(name)


@cache
def shipped() -> Rulebook:
    """The rules that come with Roeland."""
    text = resources.files("roeland.scrutiny").joinpath("data/rules.yaml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Rulebook:
    """Raises BadRules, with the line and the rule where it can."""
    written = lines.read(text)
    if not isinstance(written.data, dict):
        raise BadRules("dit zijn geen regels: begin met version, explanations, cases en flags.", 1)
    explanations = listed(written, "explanations", explanation)
    flags = listed(written, "flags", flag)
    with placed(written):
        flags = [told(one, written.data) for one in flags]
        data = written.data
        cases = data["cases"]
        book = Rulebook(
            str(data["version"]), int(data["handover_days"]),
            tuple(sorted(explanations, key=lambda rule: -rule.strength)), tuple(flags),
            float(cases["base"]), int(cases["base_cap"]), float(cases["minimum"]),
            int(cases.get("strong", 0)), float(cases.get("loose_share", 1)),
            Scoring(**{one.name: float(cases.get(one.name, one.default)) for one in fields(Scoring)}),
        )  # fmt: skip
    ids = [rule.id for rule in explanations] + [rule.id for rule in flags]
    if twice := next((name for number, name in enumerate(ids) if name in ids[:number]), None):
        raise BadRules(f"Twee regels hebben dezelfde naam: {twice}.", where(written, twice))
    return book


def listed(written: Written, name: str, make: Callable[[dict[str, Any]], Rule]) -> list[Rule]:
    """The rules under one heading, each error with its line."""
    with placed(written):
        items = list(written.data[name])
    found = []
    for number, item in enumerate(items):
        with placed(written, name, number):
            found.append(make(item))
    return found


@contextmanager
def placed(written: Written, *path: str | int) -> Iterator[None]:
    """Say of every error on which line, and in which rule."""
    item = written.data
    for step in path:
        item = item[step]
    who = f"{item['id']}: " if path and isinstance(item, dict) and "id" in item else ""
    try:
        yield
    except BadRules as problem:
        raise BadRules(problem.text, problem.line or written.line(*path)) from problem
    except KeyError as problem:
        raise BadRules(f"{who}{problem.args[0]} ontbreekt.", written.line(*path)) from problem
    except (TypeError, ValueError, AttributeError) as problem:
        line = written.line_of_value(problem, *path)
        raise BadRules(
            f"{who}hier staat iets anders dan een getal, een tekst of een lijst waar dat moet.", line
        ) from problem


def told(one: Flag, data: dict[str, Any]) -> Flag:
    """A flag with its sentences for counts and its examples, which stand apart so that a flag stays one line."""
    reason, examples = (data.get(name) or {} for name in ("reasons", "flag_examples"))
    return replace(one, reason=tuple(reason.get(one.id, ())), examples=tuple(examples.get(one.id, ())))


def where(written: Written, name: str) -> int | None:
    """The last line on which a rule with that name begins."""
    found = [
        written.line(heading, number)
        for heading in ("explanations", "flags")
        for number, item in enumerate(written.data[heading])
        if item["id"] == name
    ]
    return found[-1] if found else None


def explanation(item: dict[str, Any]) -> Explanation:
    name, table, period, services = item["id"], item["from"], item["period"], item["services"]
    rule = Explanation(
        name, item["sentence"], table, dict(item["keys"]), tuple(period["from"]), tuple(period["to"]), float(period["before"]),
        float(period["after"]), () if services == "all" else tuple(services), int(item["strength"]), tuple(item["examples"]), tuple(item.get("empty", ())),
        (int(item["hours"]["from"]), int(item["hours"]["to"])) if "hours" in item else None, bool(item.get("beyond_chance")), int(item.get("houses", 0)),
        int(item.get("minutes", 0)),
    )  # fmt: skip
    columns = LAYOUTS[table].columns if table in LAYOUTS else {}
    times = {column for column, kind in columns.items() if kind in {TIME, DAY}}
    if not columns or (table == "consult") != bool(rule.minutes):
        raise BadRules(f"{name}: de tabel {table} bestaat niet.")
    known = {*columns, "house"} if "citizen" in columns else set(columns)
    if rule.houses and (rule.keys != BY_STREET or table != "dossiers" or rule.houses < LEAST_HOUSES):
        raise BadRules(
            f"{name}: houses is minstens {LEAST_HOUSES}, en hoort bij de sleutels dossier_id: reference, street: citizen en team: team."
        )
    if rule.minutes and (rule.keys != BY_NAME or rule.minutes < 0):
        raise BadRules(
            f"{name}: minutes hoort bij de tabel consult, met de sleutels surname: citizen en user_id: user."
        )
    if not rule.around and (unknown := (set(rule.keys) - known) | (set(rule.keys.values()) - EVENT_KEYS)):
        raise BadRules(f"{name}: onbekende sleutel {', '.join(sorted(unknown))}.")
    if unknown := set(rule.blank) - set(columns):
        raise BadRules(f"{name}: onbekende kolom {', '.join(sorted(unknown))}.")
    if unknown := {*rule.starts, *rule.ends} - times:
        raise BadRules(f"{name}: geen tijdstip {', '.join(sorted(unknown))}.")
    if not isinstance(item.get("beyond_chance", False), bool):
        raise BadRules(f"{name}: beyond_chance is true of false.")
    if rule.beyond_chance and (rule.keys.get("house") != "citizen" or sorted(rule.keys.values()) not in BY_HOUSEHOLD):
        raise BadRules(
            f"{name}: beyond_chance kan alleen bij een reden van een gezinslid (house), bij de medewerker of het team."
        )
    if {bool(example["must"]) for example in rule.examples} != {True, False}:
        raise BadRules(f"{name}: geef minstens één voorbeeld dat verklaard moet worden en één dat niet mag.")
    return rule


def flag(item: dict[str, Any]) -> Flag:
    if item["scope"] not in SCOPES:
        raise BadRules(f"{item['id']}: onbekend bereik {item['scope']}.")
    if (nature := item.get("nature", "")) not in {"", *NATURES}:
        raise BadRules(f"{item['id']}: onbekende aard {nature}.")
    known = {"id", "sentence", "scope", "weight", "cap", "nature"}
    settings = {name: float(value) for name, value in item.items() if name not in known}
    return Flag(
        item["id"], item["sentence"], item["scope"] in {"always", "overrules"}, float(item["weight"]), int(item["cap"]), settings,
        item["scope"] == "unless-strong", item["scope"] == "overrules", nature=nature,
    )  # fmt: skip
