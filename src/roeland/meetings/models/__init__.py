"""Tables of meetings: the meeting and who attends, its agenda with minutes and decisions, papers and items for the council."""

from roeland.meetings.models.agenda import Correction, Decision, Point, PointText
from roeland.meetings.models.council import CouncilItem, Paper
from roeland.meetings.models.links import PaperLink
from roeland.meetings.models.meeting import Attendance, Meeting

__all__ = ["Attendance", "Correction", "CouncilItem", "Decision", "Meeting", "Paper", "PaperLink", "Point", "PointText"]
