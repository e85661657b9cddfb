"""Tables of log control. No consultation is ever a row here: those stand in Parquet, by pseudonym."""

from roeland.logs.models.cases import Case, Opening, Registration, Reveal, SampleItem, Standing
from roeland.logs.models.intake import Delivery, FormerHolder, FormerTeam, LogUser, Source
from roeland.logs.models.runs import LeftOut, RuleSet, Run
from roeland.logs.models.staff import Conditions, Question

__all__ = [
    "Case", "Conditions", "Delivery", "FormerHolder", "FormerTeam", "LeftOut", "LogUser", "Opening", "Question", "Registration", "Reveal", "RuleSet", "Run", "SampleItem", "Source",
    "Standing",
]  # fmt: skip
