"""One module per section. A section turns what was counted into blocks; it reads nothing by itself.

A room that does not exist yet has no section here: the report is shorter, nothing is pretended.
"""

from roeland.reports.sections import (
    advice,
    documents,
    findings,
    log_control,
    meetings,
    open_points,
    progress,
    projects,
    requests,
    summary,
    tasks,
    training,
    verify,
    visits,
    year,
)
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part

SECTIONS: tuple[Section, ...] = (
    summary.SECTION,
    tasks.SECTION,
    year.SECTION,
    progress.SECTION,
    meetings.SECTION,
    advice.SECTION,
    documents.SECTION,
    projects.SECTION,
    requests.SECTION,
    visits.SECTION,
    training.SECTION,
    log_control.SECTION,
    findings.SECTION,
    open_points.SECTION,
    verify.SECTION,
)


def of(part: Part) -> tuple[Section, ...]:
    """The sections of a part, in order."""
    return tuple(section for section in SECTIONS if part in section.parts)


def by_key(key: str) -> Section:
    """The section with that key; KeyError when there is none."""
    return {section.key: section for section in SECTIONS}[key]


__all__ = ["SECTIONS", "Brief", "Section", "by_key", "of"]
