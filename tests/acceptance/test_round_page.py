"""The page of a round, after it was closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from roeland.acceptance import actions
from roeland.acceptance.queries import rounds
from roeland.kernel import clock
from roeland.kernel.scope import scope
from tests.acceptance.conftest import _moment, crowd, evidence_root, paper
from tests.world import World

__all__ = ["_moment", "evidence_root"]


def test_in_a_closed_round_nobody_is_late_any_more(world: World, browse: Any) -> None:
    crowd(world, 6)
    offer = actions.offer(world.actor("dina"), document=paper(world), who="all")
    where = f"/zonderbeke/leesrondes/{offer.pk}/"
    with clock.at(clock.now() + timedelta(days=40)):
        assert "Te laat" in browse("dina").get(where).content.decode()
        with scope(world.system, [world.zonderbeke]):
            assert rounds.counts([offer])[offer.pk].late > 0
        actions.close(world.actor("dina"), offer=offer)
        shown = browse("dina").get(where).content.decode()
        assert "Niet aanvaard" in shown
        assert ">Te laat<" not in shown
        with scope(world.system, [world.zonderbeke]):
            assert rounds.counts([offer])[offer.pk].late == 0
        assert browse("dina").get(f"{where}?stand=laat").status_code == 200
