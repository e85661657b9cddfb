"""`Authority`, the tenant; and `Row`, which every tenant table inherits."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from roeland.kernel.actor import Actor
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import current_scope, repeats, visible

M = TypeVar("M", bound=models.Model)
Predicate = Callable[[Actor], Q]


MOST_KEPT = 2_000  # filters of models x rights x authorities that were built; then it begins again
_KEPT: dict[Hashable, Any] = {}


class AuthorityManager(models.Manager["Authority"]):
    """Authorities in scope."""

    def get_queryset(self) -> models.QuerySet["Authority"]:
        return super().get_queryset().filter(pk__in=current_scope().authority_ids)


class Authority(models.Model):
    """A local authority: municipality and OCMW together are one tenant."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    objects = AuthorityManager()
    everything = models.Manager["Authority"]()  # for the doors, which find the authority before there is a scope

    class Meta:
        base_manager_name = "everything"  # the name of an authority is public; its rows are not
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ScopedManager(models.Manager[M]):
    """Rows that the actor of the open scope may see; no scope raises `NoScope`."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        in_scope = current_scope()
        key = repeats(self.model, in_scope)
        if key is None or self._db is not None or self._hints:  # type: ignore[attr-defined]
            return super().get_queryset().filter(visible(self.model, in_scope))
        kept: models.QuerySet[M] | None = _KEPT.get((type(self), key))
        if kept is None:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            kept = _KEPT[type(self), key] = super().get_queryset().filter(visible(self.model, in_scope))
        return kept.all()


class Row(models.Model):
    """A row of one authority with one audience (a resource of roles.yaml).

    `reading` holds a predicate per weak mode, `always` the rows that the actor sees whatever his role. No predicate = no rows.
    A predicate for READ narrows what readers see (editors and owners still see every row).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(
        max_length=40
    )  # a resource of roles.yaml; no choices, or each new word would ask a migration

    objects = ScopedManager[Any]()

    reading: ClassVar[Mapping[Mode, Predicate]] = {}
    always: ClassVar[Predicate | None] = None
    authority_id: UUID

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def grants(self, actor: Actor, permission: Permission) -> bool:  # noqa: ARG002 -- rows override it
        """Whether being involved in this object lets `actor` do `permission` without the role for it."""
        return False

    @property
    def kind(self) -> str:
        """How the ledger names this type of object, for example `duties.task`."""
        return f"{self._meta.app_label}.{self._meta.model_name}"
