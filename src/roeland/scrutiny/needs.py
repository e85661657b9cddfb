"""Which columns each flag needs of the files."""

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.explain import homes_known
from roeland.scrutiny.rulebook import Rulebook

HOUSED = {"own-household", "one-household", "whole-house", "mate-household"}
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "self": (("staff", "own"),), "own-household": (("staff",),), "after-leaving": (("staff",),),
    "unknown-user": (("staff",),), "absent": (("absences",),), "elsewhere": (("consult", "ip"),), "colleague": (("staff", "own"),),
    "surname": (("staff", "surname"), ("citizens", "surname")), "street": (("staff", "street"), ("citizens", "street")),
    "closed-dossier": (("dossiers", "closed"),), "watch": (("citizens", "vip"),), "by-name": (("consult", "search_key"),),
    "not-by-number": (("consult", "search_key"),), "former-role": (("staff", "team"), ("dossiers", "team")),
    "former-household": (("staff", "own"), ("household",)), "borrowed": (("consult", "ip"),), "early": (("dossiers", "worker"),),
    "bulk": (("consult", "n_persons"),), "filler": (("consult", "stated_reason"),), "wrong-dossier": (("consult", "dossier_ref"), ("dossiers", "dossier_id")),
    "cover-dossier": (("consult", "dossier_ref"), ("dossiers", "dossier_id")), "by-hand": (("consult", "ip"),),
    "mate-household": (("staff", "team"), ("staff", "house")), "refused": (("consult", "outcome"),), "denied": (("consult", "outcome"),), "rare-service": (("consult", "service"), ("staff", "team")), "bare-service": (("consult", "service"), ("staff", "team")), "same-service": (("consult", "service"),),
    "other-team": (("consult", "dossier_ref"), ("dossiers", "dossier_id"), ("dossiers", "team"), ("staff", "team"), ("citizens",)),
    "leaving": (("staff", "to_ts"),), "namesakes": (("citizens", "surname"),), "together": (("staff", "team"),), "by-name-run": (("consult", "search_key"),),
    "seldom-there": (("consult", "ip"),), "one-street": (("citizens", "street"), ("citizens", "house")),
}  # fmt: skip


def available(book: Rulebook, world: World) -> dict[str, str]:
    """Per flag that cannot be looked at: the table it lacks, or the column (`consult.search_key`) where the table is there."""
    lacking = {}
    for flag in book.flags:
        missing = [what for need in NEEDS.get(flag.id, ()) for what in world.loaded.lacks(*need)]
        missing += world.loaded.lacks("citizens", "house") if flag.id in HOUSED and not homes_known(world) else []
        if missing:
            lacking[flag.id] = ", ".join(dict.fromkeys(missing))
    return lacking
