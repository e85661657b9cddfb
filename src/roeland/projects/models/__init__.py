"""Tables of this room."""

from roeland.projects.models.intake import Intake, IntakeMeasure
from roeland.projects.models.money import BusinessCase, Payment, ProjectBudget, YearBudget
from roeland.projects.models.portfolio import Milestone, PersonDays, PlanSection, Programme, Project

__all__ = [
    "BusinessCase",
    "Intake",
    "IntakeMeasure",
    "Milestone",
    "Payment",
    "PersonDays",
    "PlanSection",
    "Programme",
    "Project",
    "ProjectBudget",
    "YearBudget",
]
