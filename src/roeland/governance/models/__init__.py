"""Tables of this room."""

from roeland.governance.models.advice import Advice, AdviceOption
from roeland.governance.models.management import ManagementReport, ManagementText
from roeland.governance.models.objectives import Indicator, Measurement, Objective

__all__ = ["Advice", "AdviceOption", "Indicator", "ManagementReport", "ManagementText", "Measurement", "Objective"]
