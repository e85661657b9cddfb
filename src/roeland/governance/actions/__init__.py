"""Every write of this room, one module per part; each verb states exactly one fact."""

from roeland.governance.actions.advice import answer, change, close, draft, follow_up, give
from roeland.governance.actions.signing import confirm_sitting

__all__ = ["answer", "change", "close", "confirm_sitting", "draft", "follow_up", "give"]
