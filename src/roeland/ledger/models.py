"""Tables of the ledger. Rows are only added; the engine refuses the rest (triggers and grants, see migrations).

Entries name objects and actors by uuid without foreign keys: they outlive them. Not `Row`s, because their filter columns are
copies of what the signed body says; `LedgerEntry.objects` filters on them all the same.
"""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models

from roeland.kernel import gate
from roeland.kernel.models import ScopedManager


class LedgerTree(models.Model):
    """One Merkle tree: of an authority, or (authority_id null) of the installation. Only size and frontier move."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    authority_id: Any = models.UUIDField(null=True, unique=True)
    origin = models.CharField(max_length=200, unique=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)

    objects = models.Manager["LedgerTree"]()

    def __str__(self) -> str:
        return f"{self.origin} ({self.size})"


class LedgerEntry(models.Model):
    """One leaf. `body` is canonical JSON; the columns behind it repeat what it says, for queries, and are audited against it."""

    tree = models.ForeignKey(LedgerTree, on_delete=models.PROTECT, related_name="+")
    idx = models.BigIntegerField()
    leaf_hash = models.BinaryField()
    body = models.BinaryField()
    authority_id: Any = models.UUIDField(null=True)
    audience = models.CharField(max_length=40)
    time = models.DateTimeField()
    actor_id: Any = models.UUIDField()
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id: Any = models.UUIDField()
    object_version = models.IntegerField()

    objects = ScopedManager[Any]()
    everything = models.Manager["LedgerEntry"]()

    reading: ClassVar[dict[Any, Any]] = {}

    class Meta:
        base_manager_name = "everything"
        constraints = [models.UniqueConstraint(fields=["tree", "idx"], name="ledger_entry_idx")]
        indexes = [
            models.Index(fields=["tree", "object_id", "idx"], name="ledger_entry_object"),
            models.Index(fields=["authority_id", "time"], name="ledger_entry_time"),
            models.Index(fields=["action", "idx"], name="ledger_entry_action"),
        ]

    def __str__(self) -> str:
        return f"{self.idx} {self.action}"


class LedgerPayload(models.Model):
    """The erasable half of an entry. Blanked (salt and payload null) only together with its erasure entry."""

    tree = models.ForeignKey(LedgerTree, on_delete=models.PROTECT, related_name="+")
    idx = models.BigIntegerField()
    salt = models.BinaryField(null=True)
    payload = models.BinaryField(null=True)

    objects = models.Manager["LedgerPayload"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "idx"], name="ledger_payload_idx")]

    def __str__(self) -> str:
        return str(self.idx)


class LedgerErasure(models.Model):
    """Which entry ordered the erasure of which payload. The engine lets a payload be blanked only when its row stands here."""

    tree = models.ForeignKey(LedgerTree, on_delete=models.PROTECT, related_name="+")
    idx = models.BigIntegerField()
    by_idx = models.BigIntegerField()

    objects = models.Manager["LedgerErasure"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "idx"], name="ledger_erasure_idx")]

    def __str__(self) -> str:
        return f"{self.idx} by {self.by_idx}"


class LedgerTile(models.Model):
    """A row of a C2SP tile: `width` hashes (roeland.ledger.tiles). Level 0 only when full; until then its hashes stand in the entries."""

    tree = models.ForeignKey(LedgerTree, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    n = models.BigIntegerField()
    width = models.SmallIntegerField()
    hashes = models.BinaryField()

    objects = models.Manager["LedgerTile"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "level", "n", "width"], name="ledger_tile_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.n}"


class LedgerCheckpoint(models.Model):
    """A signed root. Unique per size: a second root for the same size cannot be stored."""

    tree = models.ForeignKey(LedgerTree, on_delete=models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    objects = models.Manager["LedgerCheckpoint"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "size"], name="ledger_checkpoint_size")]

    def __str__(self) -> str:
        return str(self.size)


class HandlerCursor(models.Model):
    """How far a handler has read a tree (the ledger is the outbox). Written by the worker, after the handler's own actions."""

    handler = models.CharField(max_length=120)
    tree_id: UUID | Any = models.UUIDField()
    idx = models.BigIntegerField(default=0)

    objects = models.Manager["HandlerCursor"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handler", "tree_id"], name="ledger_cursor_place")]

    def __str__(self) -> str:
        return f"{self.handler} {self.idx}"


gate.APPEND_ONLY.update(
    {
        "ledger_ledgertree": ("size", "frontier"),
        "ledger_ledgerentry": (),
        "ledger_ledgerpayload": (),
        "ledger_ledgererasure": (),
        "ledger_ledgertile": (),
        "ledger_ledgercheckpoint": (),
    }
)
