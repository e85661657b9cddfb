"""Tables of visits."""

from roeland.visits.models.agreements import Agreement
from roeland.visits.models.changes import LawNote, OrganisationChange
from roeland.visits.models.handovers import Handover
from roeland.visits.models.visits import Visit, VisitItem

__all__ = ["Agreement", "Handover", "LawNote", "OrganisationChange", "Visit", "VisitItem"]
