"""Tables of this room."""

from roeland.governance.models.advice import Advice, AdviceOption
from roeland.governance.models.contacts import Contact, Message
from roeland.governance.models.files import Certificate, MandateFile, PlannedTraining, Training
from roeland.governance.models.management import ManagementReport, ManagementText
from roeland.governance.models.objectives import Indicator, Measurement, Objective
from roeland.governance.models.quotes import Quote

__all__ = [
    "Advice",
    "AdviceOption",
    "Certificate",
    "Contact",
    "Indicator",
    "ManagementReport",
    "ManagementText",
    "MandateFile",
    "Measurement",
    "Message",
    "Objective",
    "PlannedTraining",
    "Quote",
    "Training",
]
