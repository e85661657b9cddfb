"""What the Tekenmap says of a version: how much changed, in which version, and where that is read."""

from roeland.documents import actions, offers
from roeland.kernel.scope import scope
from tests.documents.conftest import TEXT, made, published, submitted
from tests.world import World


def test_the_tekenmap_says_what_changed_and_where_to_read_it(world: World) -> None:
    document, bert = made(world), world.actor("bert")
    submitted(world, document)
    with scope(bert, [world.zonderbeke]):
        [first] = offers.to_sign(bert, world.zonderbeke.pk)
    assert "Dit is de eerste versie." in first.what
    assert first.read_label == "Lezen"
    other = made(world, "Telewerk")
    published(world, other)
    version = actions.start_version(world.actor("dina"), document=other, major=False)
    actions.save_draft(
        world.actor("dina"), version=version, text=f"{TEXT}\nThuis geldt hetzelfde.\n", base=version.revision
    )
    submitted(world, other)
    with scope(bert, [world.zonderbeke]):
        told = {one.title: one for one in offers.to_sign(bert, world.zonderbeke.pk)}
    changed = told["Telewerk, versie 1.1"]
    assert "Eén passage gewijzigd tegenover versie 1.0" in changed.what
    assert changed.read_label == "Lezen wat er verandert"
    assert changed.url.endswith("/versies/1.1/")
