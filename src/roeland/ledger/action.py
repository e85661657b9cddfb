"""`@action`: the only door through which anything is written.

It takes the authority from the arguments, asks the rule, opens scope, transaction and write gate, runs the verb, and at the end of the
outermost transaction appends every stated fact to the ledger. No ledger row, no commit.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.models import Authority, Row
from roeland.kernel.page import SIGNED_IN
from roeland.kernel.rights import Permission
from roeland.kernel.scope import scope
from roeland.ledger.append import Stated, append
from roeland.ledger.facts import Fact

P = ParamSpec("P")
R = TypeVar("R")


class NotAllowed(PermissionDenied):
    """The actor does not hold the permission. Pages answer 404, the API 404 or 403."""


class Refused(Exception):
    """A rule says no, with a reason in Dutch that may be shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Invalid(Exception):
    """Bad input: per field the messages in Dutch. `""` is the whole form."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(m for messages in errors.values() for m in messages))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Verb:
    """What the conformance tests know of a verb."""

    name: str
    permission: Permission
    fact: type[Fact]
    installation: bool
    call: Callable[..., Any]


VERBS: dict[str, Verb] = {}


@dataclass
class _Frame:
    fact: type[Fact]
    actor: Actor
    stated: int = 0


@dataclass
class _Collected:
    facts: list[Stated] = field(default_factory=list)


_frame: ContextVar[_Frame | None] = ContextVar("roeland_verb", default=None)
_collected: ContextVar[_Collected | None] = ContextVar("roeland_facts", default=None)


def state(fact: Fact) -> None:
    """State the fact of the running verb; called exactly once per verb."""
    frame, collected = _frame.get(), _collected.get()
    if frame is None or collected is None:
        raise RuntimeError("a fact can be stated only inside an action")
    if type(fact) is not frame.fact:
        raise RuntimeError(f"this verb states {frame.fact.__name__}, not {type(fact).__name__}")
    frame.stated += 1
    subject = fact.subject
    collected.facts.append(
        Stated(
            fact,
            subject,
            clock.now(),
            frame.actor.ledger_id(subject.authority_id),
            frame.actor.ledger_role(subject.authority_id),
        )
    )


@contextmanager
def batch() -> Iterator[None]:
    """An outer transaction for many verbs (an import, one simulated day): their facts are appended together at its end."""
    with _collecting():
        yield


@contextmanager
def _collecting() -> Iterator[_Collected]:
    outer = _collected.get()
    if outer is not None:
        mark = len(outer.facts)
        try:
            with transaction.atomic():
                yield outer
        except BaseException:
            del outer.facts[mark:]
            raise
        return
    collected = _Collected()
    token = _collected.set(collected)
    try:
        with transaction.atomic():
            yield collected
            if collected.facts:
                with gate.opened():
                    append(collected.facts)
    finally:
        _collected.reset(token)


def action(
    permission: Permission, fact: type[Fact], *, rule: Callable[..., Decision] | None = None, installation: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a verb of `verb(actor, *, ...)`.

    The permission is asked in the authority of the `Row` arguments (or of `authority=`); a Row argument may grant it to who is
    involved in it. `rule(actor, **arguments)` may deny with a reason. `installation` verbs write to the installation's tree.
    Raises NotAllowed, Refused, Invalid.
    """

    def decorate(verb: Callable[P, R]) -> Callable[P, R]:
        name = f"{verb.__module__}.{verb.__qualname__}"

        @wraps(verb)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = _actor(args)
            authority_id = None if installation else _authority(name, kwargs)
            if not _held(actor, permission, authority_id, kwargs):
                raise NotAllowed(permission.code)
            decision = rule(actor, **kwargs) if rule else None
            if isinstance(decision, Denied):
                raise Refused(decision.reason)
            frame = _Frame(fact, actor)
            with scope(actor, () if authority_id is None else (authority_id,)), _collecting(), gate.opened():
                token = _frame.set(frame)
                try:
                    result = verb(*args, **kwargs)
                finally:
                    _frame.reset(token)
                if frame.stated != 1:
                    raise RuntimeError(f"{name} stated {frame.stated} facts instead of one")
                return result

        VERBS[name] = Verb(name, permission, fact, installation, run)
        return run

    return decorate


def _actor(args: tuple[object, ...]) -> Actor:
    if len(args) != 1 or not isinstance(args[0], Actor):
        raise TypeError("a verb takes the actor and keyword arguments")
    return args[0]


def _rows(kwargs: Mapping[str, object]) -> Iterator[Row]:
    for value in kwargs.values():
        if isinstance(value, Row):
            yield value
        elif isinstance(value, list | tuple):
            yield from (v for v in value if isinstance(v, Row))


def _audiences(kwargs: Mapping[str, object]) -> set[str]:
    """The audiences that a verb is about: of its Row arguments, and the one it gives to what it makes (`audience=`)."""
    named = kwargs.get("audience")
    return {row.audience for row in _rows(kwargs)} | ({named} if isinstance(named, str) else set())


def _authority(name: str, kwargs: Mapping[str, object]) -> UUID:
    found = {row.authority_id for row in _rows(kwargs)}
    found |= {value.pk for value in kwargs.values() if isinstance(value, Authority)}
    if len(found) != 1:
        raise TypeError(f"{name} needs arguments of exactly one authority, got {len(found)}")
    return found.pop()


def _held(actor: Actor, permission: Permission, authority_id: UUID | None, kwargs: Mapping[str, object]) -> bool:
    if permission == SIGNED_IN:
        return actor.label != "anonymous" and (authority_id is None or authority_id in actor.rights)
    asked = permission.on(_audiences(kwargs)) if permission.family else [permission]
    if all(actor.holds(one, authority_id) for one in asked):
        return True
    return authority_id is not None and any(row.grants(actor, permission) for row in _rows(kwargs))
