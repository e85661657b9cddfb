"""Every write of the life of a document, one function per verb; each states exactly one fact."""

from roeland.documents.actions.approving import approve, publish, send_back, submit
from roeland.documents.actions.deviations import ask_deviation, decide_deviation, end_deviation, expire_deviation
from roeland.documents.actions.inspections import (
    Opened,
    book,
    end,
    enter,
    give_mandate,
    open_onsite,
    read_inspected,
    try_code,
)
from roeland.documents.actions.making import change_readers, describe, make, replace, withdraw
from roeland.documents.actions.reading import comment, is_open, note_reading, read_version, resolve
from roeland.documents.actions.requests import answer as answer_request
from roeland.documents.actions.requests import ask as ask_reading
from roeland.documents.actions.requests import withdraw as withdraw_request
from roeland.documents.actions.writing import (
    Saved,
    attach,
    detach,
    drop,
    go_on_as_text,
    save_draft,
    start_version,
    upload,
)

__all__ = [
    "Opened",
    "Saved",
    "answer_request",
    "approve",
    "ask_deviation",
    "ask_reading",
    "attach",
    "book",
    "change_readers",
    "comment",
    "decide_deviation",
    "describe",
    "detach",
    "drop",
    "end",
    "end_deviation",
    "enter",
    "expire_deviation",
    "give_mandate",
    "go_on_as_text",
    "is_open",
    "make",
    "note_reading",
    "open_onsite",
    "publish",
    "read_inspected",
    "read_version",
    "replace",
    "resolve",
    "save_draft",
    "send_back",
    "start_version",
    "submit",
    "try_code",
    "upload",
    "withdraw",
    "withdraw_request",
]
