"""Who acts: a person behind an account, the system itself, or the operator at the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from roeland.kernel.rights import EVERYTHING, INSTALLATION, Permission, Rights

SYSTEM_ID = UUID(int=0)
NO_RIGHTS = Rights()


@dataclass(frozen=True)
class Actor:
    """Rights are held per authority, never as a union over authorities."""

    account_id: UUID
    name: str
    rights: Mapping[UUID, Rights] = field(default_factory=dict)
    persons: Mapping[UUID, UUID] = field(default_factory=dict)
    label: str = "person"
    operator: bool = False

    @classmethod
    def system(cls, name: str, authority_ids: Iterable[UUID] = ()) -> "Actor":
        """The program itself (worker, import, demonstration): may everything in the named authorities and in the installation."""
        return cls(SYSTEM_ID, name, dict.fromkeys(authority_ids, EVERYTHING), label="system", operator=True)

    @classmethod
    def os_user(cls, name: str, authority_ids: Iterable[UUID] = ()) -> "Actor":
        """Somebody with a shell on the machine; every fact names the user of the operating system."""
        return cls(SYSTEM_ID, name, dict.fromkeys(authority_ids, EVERYTHING), label="os", operator=True)

    @property
    def person_ids(self) -> tuple[UUID, ...]:
        return tuple(self.persons.values())

    @property
    def shell_user(self) -> str:
        """The user of the operating system behind a command, for the payload of a fact; empty for everybody else."""
        return self.name if self.label == "os" else ""

    @property
    def is_person(self) -> bool:
        return self.label == "person"

    def rights_in(self, authority_id: UUID) -> Rights:
        return self.rights.get(authority_id, NO_RIGHTS)

    def person_in(self, authority_id: UUID) -> UUID | None:
        return self.persons.get(authority_id)

    def holds(self, permission: Permission, authority_id: UUID | None) -> bool:
        """Whether the actor's own rights in that authority (None = the installation) suffice."""
        if permission.resource == INSTALLATION:
            return self.operator
        return authority_id is not None and self.rights_in(authority_id).holds(permission)

    def holds_anywhere(self, permission: Permission) -> bool:
        if permission.resource == INSTALLATION:
            return self.operator
        return any(r.holds(permission) for r in self.rights.values())

    def authorities_with(self, permission: Permission) -> tuple[UUID, ...]:
        return tuple(a for a, r in self.rights.items() if r.holds(permission))

    def ledger_id(self, authority_id: UUID | None) -> UUID:
        """The uuid by which the ledger of that authority names this actor: the person there, else the account."""
        if authority_id is not None and authority_id in self.persons:
            return self.persons[authority_id]
        return self.account_id

    def ledger_role(self, authority_id: UUID | None) -> str:
        """The roles under which the actor acts, as the ledger entry states them."""
        if not self.is_person:
            return self.label
        if authority_id is None:
            return "account"
        return ".".join(self.rights_in(authority_id).roles)[:100].rstrip(".") or "none"


ANONYMOUS = Actor(UUID(int=1), "niet aangemeld", label="anonymous")
