"""Facts: what a verb states. Typed, registered by code, told as a Dutch sentence in the Logboek."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from roeland.kernel.models import Authority, Row

FACTS: dict[str, type["Fact"]] = {}


@dataclass(frozen=True)
class Subject:
    """What a fact is about when that is no Row (an account, the installation) or a row that is gone."""

    kind: str
    id: UUID
    authority_id: UUID | None = None
    audience: str = "ledger"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts.

    `code` is `room:thing:what-happened`; `sentence` is Dutch and follows the actor's name, with `{field}` of the payload.
    Every other field goes into the erasable payload and must be a str, int, bool, None, date, datetime, UUID, or lists and dicts of them.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    erases: ClassVar[bool] = False  # only ledger:payload:erased blanks payloads

    about: "Row | Authority | Subject"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        code = cls.__dict__.get("code")
        if code is None:
            return  # a shared base of facts
        if code in FACTS and FACTS[code].__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts have the code {code}")
        FACTS[code] = cls

    @property
    def subject(self) -> Subject:
        """What the entry names: kind, uuid, authority and audience of the object."""
        about = self.about
        if isinstance(about, Row):
            return Subject(about._meta.label_lower, about.pk, about.authority_id, about.audience)  # noqa: SLF001 -- `kind` may be a column
        if isinstance(about, Authority):
            return Subject("kernel.authority", about.pk, about.pk, "settings")
        return about

    def payload(self) -> dict[str, Any]:
        """The fields beside `about`, as JSON values."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self) if f.name != "about"}


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO 8601, uuids as text. Raises TypeError for what the ledger does not take (floats)."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    raise TypeError(f"a fact cannot hold {type(value).__name__}")
