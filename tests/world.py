"""The world of the tests: two authorities and six people.

Zonderbeke: An (system engineer), Bert (general director), Chris (councillor), Dina (security officer), Fien (security officer).
Lissegem: Dina (security officer there too), Fien (councillor there), Emil (works there; a stranger to Zonderbeke).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.actors import actor_for
from roeland.people.models import Account, AuthorityProfile, Mandate, Person

PASSWORD = "een lang wachtwoord voor tests"  # the same for all: hashing it is slow, so the hash is made once
FAR = 4_102_444_800  # 2100
ROLES = {
    "an": {"zonderbeke": ["ict_staff"]},
    "bert": {"zonderbeke": ["general_director"]},
    "chris": {"zonderbeke": ["councillor"]},
    "dina": {"zonderbeke": ["security_officer"], "lissegem": ["security_officer"]},
    "emil": {"lissegem": ["ict_staff"]},
    "fien": {"zonderbeke": ["security_officer"], "lissegem": ["councillor"]},
}
FAMILY = {"an": "Peeters", "bert": "Maes", "chris": "Wouters", "dina": "Claes", "emil": "Jacobs", "fien": "Mertens"}


@dataclass
class World:
    """Everything a test needs to begin; further roles are added with `employ`."""

    zonderbeke: Authority
    lissegem: Authority
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor of a person today (mandates as they stand now)."""
        return actor_for(self.accounts[name])

    def person(self, name: str, authority: Authority | None = None) -> Person:
        """The person behind a name in an authority (default Zonderbeke)."""
        where = authority or self.zonderbeke
        with scope(self.system, [where]):
            found: Person = Person.objects.get(account=self.accounts[name], authority=where)
            return found

    @property
    def system(self) -> Actor:
        return Actor.system("test", [self.zonderbeke.pk, self.lissegem.pk])

    def employ(self, name: str, roles: list[str], authority: Authority | None = None) -> Person:
        """Add somebody with these roles to an authority (default Zonderbeke), with an account `name@example.be`."""
        where = authority or self.zonderbeke
        with gate.opened(), scope(self.system, [where]):
            if name not in self.accounts:
                self.accounts[name] = Account.objects.create(
                    email=f"{name}@example.be", password=hashed(), created_at=clock.now()
                )
            person: Person = Person.objects.create(
                authority=where,
                audience="persons",
                account=self.accounts[name],
                given_name=name.capitalize(),
                family_name=FAMILY.get(name, "Voorbeeld"),
                email=f"{name}@{where.slug}.example.be",
                active_from=date(2020, 1, 1),
            )
            for role in roles:
                Mandate.objects.create(
                    authority=where,
                    audience="mandates",
                    person=person,
                    role=role,
                    start=clock.today() - timedelta(days=900),
                )
            return person

    def each(self, do: Callable[[str, Actor], None]) -> None:
        """Call `do` with every person's name and actor."""
        for name in self.accounts:
            do(name, self.actor(name))


def log_in(client: Client, account: Account, *, second_step: bool = True) -> None:
    """Log in without the pages; with `second_step` the session says that a code was typed, and that it lasts longer than any test."""
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_step:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": FAR}]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()


_hash: list[str] = []


def hashed() -> str:
    """The stored form of PASSWORD."""
    if not _hash:
        account = Account()
        account.set_password(PASSWORD)
        _hash.append(account.password)
    return _hash[0]


def build() -> World:
    """The two authorities and the six people, in the database of the running test."""
    with gate.opened():
        made = [
            Authority.everything.create(pk=UUID(int=number), slug=slug, name=name, created_at=clock.now())
            for number, slug, name in ((10, "zonderbeke", "Zonderbeke"), (11, "lissegem", "Lissegem"))
        ]
    world = World(*made)
    with gate.opened():
        for mark, authority in enumerate(made, start=1):
            with scope(world.system, [authority]):
                AuthorityProfile.objects.create(authority=authority, audience="settings", mark=mark)
    for name, places in ROLES.items():
        for slug, roles in places.items():
            world.employ(name, roles, world.zonderbeke if slug == "zonderbeke" else world.lissegem)
    return world
