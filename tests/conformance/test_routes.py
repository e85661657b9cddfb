"""Every page has a permission and stands in the golden list."""

from roeland.kernel.page import RESERVED_SLUGS
from tests.conformance.golden import agree
from tests.conformance.surfaces import routes


def test_every_route_is_guarded() -> None:
    """allauth's pages that we do not offer have no permission and answer 403; all of ours have one."""
    for route in routes():
        if route.permission is None:
            assert route.pattern.startswith("account/"), route


def test_routes_are_the_agreed_ones() -> None:
    lines = [f"{r.permission.code if r.permission else 'dicht (403)':44} /{r.pattern}" for r in routes()]
    agree("routes.txt", "\n".join(sorted(lines)) + "\n")


def test_first_segments_are_reserved_slugs() -> None:
    """No authority can take the address of a page of the installation."""
    first = {r.pattern.split("/")[0] for r in routes()}
    assert {segment for segment in first if segment and not segment.startswith("<")} <= RESERVED_SLUGS
