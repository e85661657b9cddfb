"""What somebody who leaves still has open. Upper rooms add providers in the wiring of the doors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from roeland.people.models import Person


@dataclass(frozen=True)
class OpenItem:
    """One thing that has to find another hand: what kind ("taak"), its title, where it is, and by when."""

    kind: str
    title: str
    url: str = ""
    due: date | None = None


Provider = Callable[[Person], Iterable[OpenItem]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Add a provider; called once per provider by the doors. Idempotent."""
    if provider not in _providers:
        _providers.append(provider)


def open_items(person: Person) -> tuple[OpenItem, ...]:
    """All open things of the person that the actor of the open scope may see, in the order of the providers."""
    return tuple(item for provider in _providers for item in provider(person))
