"""Rights: what a role may see (resource -> mode) and do (words such as `approve`), read from `data/roles.yaml`.

Default deny: a resource that a role does not name is closed to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from roeland.kernel.shipped import parsed

DATA = Path(__file__).parent / "data"


class Mode(StrEnum):
    """Reading modes, strongest first (`meta.modes` of roles.yaml)."""

    OWN = "own"
    EDIT = "edit"
    READ = "read"
    SUMMARY = "summary"
    MEETING = "meeting"
    MANDATE = "mandate"
    ONSITE = "onsite"
    SELF = "self"
    NONE = "none"

    @property
    def full(self) -> bool:
        """Whether this mode sees every row of the audience; weaker modes see what a model's predicate gives them."""
        return self in FULL


STRENGTH = {Mode.OWN: 4, Mode.EDIT: 3, Mode.READ: 2, Mode.NONE: 0}
FULL = (Mode.OWN, Mode.EDIT, Mode.READ)

INSTALLATION = "installation"  # resource of the platform operator: runs the software, reads no content


@dataclass(frozen=True)
class Permission:
    """What a verb or page asks: a mode on a resource, and optionally a word of `may`.

    `code` is `room:thing:verb`. A weak `mode` (summary, self ...) asks only that the actor has any mode on the resource.
    `family` is for things of many audiences (documents): a page opens for who holds the mode on any of them, a verb asks it on the
    audience of each object it is given (`on`).
    """

    code: str
    resource: str
    mode: Mode = Mode.READ
    may: str | None = None
    family: tuple[str, ...] = ()

    def on(self, audiences: Iterable[str]) -> "list[Permission]":
        """The permissions that objects of these audiences ask: one per audience of the family among them, else itself."""
        asked = sorted(set(audiences) & set(self.family))
        return [replace(self, resource=audience, family=()) for audience in asked] or [self]


@dataclass(frozen=True)
class Rights:
    """The union of the roles somebody holds in one authority, today."""

    roles: tuple[str, ...] = ()
    modes: Mapping[str, frozenset[Mode]] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    everything: bool = False

    def holds(self, permission: Permission) -> bool:
        """Whether these rights suffice for `permission`."""
        if self.everything:
            return True
        if permission.may is not None and permission.may not in self.may:
            return False
        resources = permission.family or (permission.resource,)
        held = frozenset[Mode]().union(*(self.modes.get(resource, frozenset()) for resource in resources))
        if permission.mode.full:
            return any(STRENGTH.get(mode, 1) >= STRENGTH[permission.mode] for mode in held)
        return bool(held)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Equal for authorities with equal rights, so that a query has one branch per kind of rights, not one per authority."""
        return (self.everything, tuple(sorted((r, tuple(sorted(m))) for r, m in self.modes.items())))

    def full(self) -> list[str]:
        """Resources of which every row may be read."""
        return sorted(r for r, modes in self.modes.items() if any(m.full for m in modes))

    def editable(self) -> list[str]:
        """Resources of which every row may be changed: the full modes but reading."""
        return sorted(r for r, modes in self.modes.items() if modes & {Mode.OWN, Mode.EDIT})

    def weak(self) -> dict[Mode, list[str]]:
        """Per weak mode the resources that are open in that mode only."""
        found: dict[Mode, list[str]] = {}
        for resource, modes in sorted(self.modes.items()):
            if not any(m.full for m in modes):
                for mode in modes:
                    found.setdefault(mode, []).append(resource)
        return found


EVERYTHING = Rights(everything=True)


@dataclass(frozen=True)
class Role:
    id: str
    nl: str
    en: str
    aliases: tuple[str, ...]
    reads: Mapping[str, Mode]
    may: frozenset[str]
    strict: Mapping[str, Mode] = field(default_factory=dict)  # replaces `reads` where the tenant keeps to the seeds


@dataclass(frozen=True)
class RightsBook:
    """roles.yaml, checked."""

    version: str
    resources: Mapping[str, str]
    roles: Mapping[str, Role]
    words: Mapping[str, str]
    bodies: Mapping[str, Mapping[str, Any]]

    def of(self, role_ids: Iterable[str], *, strict: bool = False) -> Rights:
        """The union of roles; unknown role ids give nothing. `strict` narrows it where roles.yaml says so (`strict:`)."""
        ids = tuple(sorted({r for r in role_ids if r in self.roles}))
        return _union(ids, strict)


@cache
def _union(ids: tuple[str, ...], strict: bool) -> Rights:
    modes: dict[str, set[Mode]] = {}
    may: set[str] = set()
    for role_id in ids:
        role = RIGHTS.roles[role_id]
        may |= role.may
        for resource, mode in {**role.reads, **(role.strict if strict else {})}.items():
            if mode is not Mode.NONE:
                modes.setdefault(resource, set()).add(mode)
    return Rights(roles=ids, modes=MappingProxyType({r: frozenset(m) for r, m in modes.items()}), may=frozenset(may))


def load(path: Path = DATA / "roles.yaml") -> RightsBook:
    """Read roles.yaml; raise ValueError naming role and resource when they do not fit together."""
    raw = parsed(path.read_text(encoding="utf-8"))
    resources = {key: value["nl"] for key, value in raw["resources"].items()}
    words = {key: value["nl"] for key, value in raw["may"].items()}
    roles: dict[str, Role] = {}
    for item in raw["roles"]:
        unknown = (set(item["reads"]) | set(item.get("strict", {}))) - set(resources) | set(item.get("may", [])) - set(
            words
        )
        if unknown:
            raise ValueError(f"roles.yaml: {item['id']}: unknown {', '.join(sorted(unknown))}")
        roles[item["id"]] = Role(
            id=item["id"],
            nl=item["nl"],
            en=item["en"],
            aliases=tuple(item.get("aliases", ())),
            reads=MappingProxyType({key: Mode(value) for key, value in item["reads"].items()}),
            may=frozenset(item.get("may", ())),
            strict=MappingProxyType({key: Mode(value) for key, value in item.get("strict", {}).items()}),
        )
    bodies = {item["id"]: MappingProxyType(item) for item in raw["bodies"]}
    return RightsBook(
        str(raw["meta"]["version"]),
        MappingProxyType(resources),
        MappingProxyType(roles),
        MappingProxyType(words),
        MappingProxyType(bodies),
    )


RIGHTS = load()
