"""The verbs of the ledger: take the log along, erase a text on a legal ground, change the signing key."""

from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger import keys
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.entries import ERASED, ROTATED, TREE_TYPE
from roeland.ledger.facts import Subject
from roeland.ledger.models import LedgerEntry, LedgerPayload, LedgerTree
from roeland.ledger.own_facts import KeyRotated, LogAudited, LogExported, PayloadErased
from roeland.ledger.rules import INSTALLATION_EXPORT, KEY_ROTATE, LOG_AUDIT, LOG_EXPORT, PAYLOAD_ERASE
from roeland.ledger.values import grounds

MOST = 500  # texts erased by one verb


def _tree(authority_id: UUID | None, *, lock: bool = False) -> LedgerTree:
    """The tree; Refused while there is none. `lock` holds it until the end of the transaction."""
    trees = LedgerTree.objects.select_for_update() if lock else LedgerTree.objects
    found = trees.filter(authority_id=authority_id).first()
    if found is None:
        raise Refused(_("Dit logboek is nog leeg."))
    return found


def _subject(tree: LedgerTree) -> Subject:
    return Subject(TREE_TYPE, tree.pk, tree.authority_id)


@action(LOG_EXPORT, LogExported)
def record_export(actor: Actor, *, authority: Authority, os_user: str = "") -> LedgerTree:
    """State that the log of this authority goes out. The bundle that follows holds this entry as its last or nearly
    last.
    """
    tree = _tree(authority.pk)
    state(LogExported(about=_subject(tree), os_user=os_user))
    return tree


@action(INSTALLATION_EXPORT, LogExported, installation=True)
def record_installation_export(actor: Actor, *, os_user: str = "") -> LedgerTree:
    """State that the log of the installation goes out."""
    tree = _tree(None)
    state(LogExported(about=_subject(tree), os_user=os_user))
    return tree


@action(LOG_AUDIT, LogAudited)
def record_audit(actor: Actor, *, authority: Authority, size: int, problems: tuple[str, ...]) -> None:
    """State what the nightly audit of this authority's log found."""
    about = _subject(_tree(authority.pk))
    state(LogAudited(about=about, tree_size=size, count=len(problems), problems=list(problems)))


@action(LOG_AUDIT, LogAudited, installation=True)
def record_installation_audit(actor: Actor, *, size: int, problems: tuple[str, ...]) -> None:
    """State what the nightly audit of the installation's log found."""
    state(LogAudited(about=_subject(_tree(None)), tree_size=size, count=len(problems), problems=list(problems)))


@action(PAYLOAD_ERASE, PayloadErased)
def erase(actor: Actor, *, authority: Authority, indices: list[int], ground: str) -> list[int]:
    """Erase the texts of these entries for ever; the entries and their hashes stay and the log keeps verifying.

    Raises Invalid (unknown ground, no such entry), Refused (an erasure or a change of key is never erased).
    """
    tree = _tree(authority.pk)
    wanted = sorted(set(indices))
    errors: dict[str, list[str]] = {}
    if ground not in grounds():
        errors["ground"] = [_("Kies een grondslag.")]
    if not 0 < len(wanted) <= MOST or wanted[0] < 0 or wanted[-1] >= tree.size:
        errors["indices"] = [_("Kies 1 tot %(most)s bestaande logregels.") % {"most": MOST}]
    if errors:
        raise Invalid(errors)
    if LedgerEntry.everything.filter(tree=tree, idx__in=wanted, action__in=(ERASED, ROTATED)).exists():
        raise Refused(_("Een wissing of een sleutelwissel blijft altijd leesbaar."))
    if LedgerPayload.objects.filter(tree=tree, idx__in=wanted, salt__isnull=True).exists():
        raise Refused(_("Van minstens één van deze logregels is de tekst al gewist."))
    state(PayloadErased(about=_subject(tree), indices=wanted, ground=ground))
    return wanted


@action(KEY_ROTATE, KeyRotated)
def rotate_key(actor: Actor, *, authority: Authority) -> LedgerTree:
    """Sign this authority's log with a new key from now on; old and new key both sign the change. Raises
    `keys.KeyMissing`.
    """
    tree = _tree(authority.pk, lock=True)
    state(KeyRotated(about=_subject(tree), note=keys.prepare_rotation(tree)))
    return tree


@action(KEY_ROTATE, KeyRotated, installation=True)
def rotate_installation_key(actor: Actor) -> LedgerTree:
    """Sign the installation's log with a new key from now on. Raises `keys.KeyMissing`."""
    tree = _tree(None, lock=True)
    state(KeyRotated(about=_subject(tree), note=keys.prepare_rotation(tree)))
    return tree
