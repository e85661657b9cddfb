"""Verbs that carry a version from review to publication: submit, send back, approve, publish."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from roeland.documents import content
from roeland.documents.actions.common import fresh, named, seal
from roeland.documents.actions.tasks import ask_approval, fulfil_tasks
from roeland.documents.facts import VersionApproved, VersionPublished, VersionSentBack, VersionSubmitted
from roeland.documents.models import Revision, Version
from roeland.documents.queries import decision_on, whole
from roeland.documents.render import document_to_data
from roeland.documents.rules import P, may_decide, may_publish, may_write
from roeland.documents.values import DOCUMENT, VERSION, DocumentStatus, VersionStatus, months_later
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.rights import RIGHTS
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, one_line

OPEN_PLACE = re.compile(r"\[\[[a-z_]+\]\]")  # what a template still asks


@action(P.EDIT, VersionSubmitted)
def submit(actor: Actor, *, version: Version) -> Version:
    """Lay a draft before who approves it. From now on it is sealed: its SHA-256 stands in the ledger, nobody changes it.

    Refused when it is empty, while a place of its template is still open, while somebody's text still stands beside it, or when
    a block in it cannot be frozen.
    """
    version = fresh(version)
    check(may_write(version.status))
    if not version.text.strip() and not version.file_sha256:
        raise Refused(_("Er staat nog geen tekst in deze versie."))
    if asked := list(dict.fromkeys(OPEN_PLACE.findall(version.text))):
        raise Refused(_("Er is nog iets in te vullen: %(asked)s.") % {"asked": ", ".join(asked[:5])})
    with whole(version.authority_id):
        beside = Revision.objects.filter(version=version, beside=True).select_related("person").first()
    if beside is not None:
        raise Refused(
            _("Een tekst van %(person)s staat nog naast deze versie. Voeg ze eerst samen.")
            % {"person": beside.person or "Roeland"}
        )
    content.check(version)
    version.status = VersionStatus.REVIEW
    version.sha256 = seal(version, None)
    version.submitted_at, version.submitted_by_id = clock.now(), actor.person_in(version.authority_id)
    version.save()
    ask_approval(version)
    state(VersionSubmitted(about=version, **named(version), sha256=version.sha256))
    return version


@action(P.APPROVE, VersionSentBack)
def send_back(actor: Actor, *, version: Version, reason: str) -> Version:
    """Give a submitted version back to its writers, with the reason; it is a draft again."""
    version = fresh(version)
    check(may_decide(version.status))
    reason = one_line("reason", reason, ask="Zeg wat er nog moet veranderen.")
    fulfil_tasks(VERSION, version, clock.today(), actor.person_in(version.authority_id))
    version.status, version.sha256 = VersionStatus.DRAFT, ""
    version.submitted_at = version.submitted_by = None
    version.save()
    state(VersionSentBack(about=version, **named(version), reason=reason))
    return version


@action(P.APPROVE, VersionApproved)
def approve(actor: Actor, *, version: Version, on: date | None = None, decision: str = "") -> Version:
    """Approve a submitted version on a day (today when left out), or record that the body did, with the reference of its decision.

    Live blocks are frozen: what the approver sees now is what every reader sees from now on. The SHA-256 covers that.
    Refused for who wrote it. Raises Invalid for a day that is still to come, or without the decision of a body.
    """
    version = fresh(version)
    check(decision_on(actor, version))
    on = on or clock.today()
    if on > clock.today():
        raise Invalid({"on": [_("Deze datum ligt nog niet achter ons.")]})
    body = version.document.approve_body
    decision = " ".join(decision.split())[:300]
    if body and not decision:
        raise Invalid({"decision": [_("Vul in welk besluit het orgaan nam, met zijn nummer of agendapunt.")]})
    version.approved_on, version.decision = on, decision
    version.approved_by_id = actor.person_in(version.authority_id)
    version.content = document_to_data(content.frozen(version))
    version.sha256 = seal(version, version.content)
    fulfil_tasks(VERSION, version, clock.today(), version.approved_by_id)
    version.status = VersionStatus.APPROVED
    version.save()
    name = str(RIGHTS.bodies[body]["nl"]) if body else ""
    state(VersionApproved(about=version, **named(version), on=on, body=name, decision=decision, sha256=version.sha256))
    return version


@action(P.EDIT, VersionPublished)
def publish(actor: Actor, *, version: Version, changes: str = "", ask_again: bool = False) -> Version:
    """Show an approved version to its readers in the place of the one before; the next review counts from the approval.

    `changes` says what is new (asked from the second version on); `ask_again` asks who accepted before to do so again.
    """
    version = fresh(version)
    check(may_publish(version.status))
    document = fresh(version.document)
    changes = changes.strip()[:2000]
    if document.current_id is not None and not changes:
        raise Invalid({"changes": [_("Zeg in een paar zinnen wat er veranderde.")]})
    if document.current_id is not None:
        before = fresh(Version(pk=document.current_id))
        before.status = VersionStatus.REPLACED
        before.save(update_fields=["status"])
    version.status, version.published_at = VersionStatus.PUBLISHED, clock.now()
    version.changes, version.ask_again = changes, ask_again
    version.save()
    due = months_later(version.approved_on or clock.today(), document.review_months)
    document.status, document.current, document.review_due = DocumentStatus.PUBLISHED, version, due
    document.save()
    fulfil_tasks(DOCUMENT, document, clock.today(), actor.person_in(version.authority_id))
    state(
        VersionPublished(
            about=version,
            **named(version),
            sha256=version.sha256,
            changes=changes,
            ask_again=ask_again,
            review_due=due,
        )
    )
    return version
