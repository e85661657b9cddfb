from pathlib import Path

import pytest

from roeland.ledger import checkpointing, jobs
from roeland.ledger.action import batch
from roeland.ledger.models import LedgerTree
from tests.ledger.filled import fill
from tests.world import World


@pytest.fixture
def tree(world: World, settings: object, tmp_path: Path) -> LedgerTree:
    """300 entries in Zonderbeke, a checkpoint at 120 and at 300, keys in a folder of their own."""
    settings.ROELAND_DATA = tmp_path  # type: ignore[attr-defined]
    with batch():
        fill(world, range(120))
    found = LedgerTree.objects.get(authority_id=world.zonderbeke.pk)
    checkpointing.sign(found)
    with batch():
        fill(world, range(120, 300))
    assert jobs.sign_checkpoints() == 1
    return LedgerTree.objects.get(pk=found.pk)
