"""A dated hand-over of a mandate from one officer to a colleague."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Permission
from roeland.people.models import Person
from roeland.visits.values import HandoverStatus

CONFIRM = "visits:handover:confirm"


class Handover(Row):
    """What goes to whom from which day. `lines` are the things as they stood: kind, title, address, id.

    Both persons see it and confirm it whatever their roles; the mandate itself is given by the director (room people).
    """

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("vanaf"))
    note = models.TextField(_("wat de ander moet weten"), blank=True)
    lines = models.JSONField(default=list)
    status = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in HandoverStatus], default=HandoverStatus.OPEN
    )
    given_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(giver__in=actor.person_ids) | Q(taker__in=actor.person_ids)
    )

    class Meta(Row.Meta):
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return f"{self.on}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Both persons confirm."""
        me = actor.person_in(self.authority_id)
        return permission.code == CONFIRM and me is not None and me in {self.giver_id, self.taker_id}
