"""Every write of the life of a document, one function per verb; each states exactly one fact."""

from roeland.documents.actions.approving import approve, publish, send_back, submit
from roeland.documents.actions.making import change_readers, describe, make, replace, withdraw
from roeland.documents.actions.reading import comment, is_open, note_reading, read_version, resolve
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
    "Saved",
    "approve",
    "attach",
    "change_readers",
    "comment",
    "describe",
    "detach",
    "drop",
    "go_on_as_text",
    "is_open",
    "make",
    "note_reading",
    "publish",
    "read_version",
    "replace",
    "resolve",
    "save_draft",
    "send_back",
    "start_version",
    "submit",
    "upload",
    "withdraw",
]
