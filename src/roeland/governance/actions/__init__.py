"""Every write of this room, one module per part; each verb states exactly one fact."""

from roeland.governance.actions.advice import answer, change, close, draft, follow_up, give

__all__ = ["answer", "change", "close", "draft", "follow_up", "give"]
