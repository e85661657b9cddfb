"""Tables of this room."""

from roeland.governance.models.advice import Advice, AdviceOption

__all__ = ["Advice", "AdviceOption"]
