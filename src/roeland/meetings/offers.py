"""What this room offers to others, for the doors to wire: the agenda is asked of them, the rest is told to them."""

from roeland.meetings.queries.held import since, topics
from roeland.meetings.queries.records import DECISIONS, PROVIDER
from roeland.meetings.queries.today import today

PROVIDERS = (PROVIDER, DECISIONS)

__all__ = ["PROVIDERS", "since", "today", "topics"]
