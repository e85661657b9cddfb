"""Tables of documents: the document, its versions and what people say about them; who reads what is closed; deviations."""

from roeland.documents.models.deviations import Deviation
from roeland.documents.models.parts import Attachment, Comment, Reading, Revision
from roeland.documents.models.readers import Inspection, ReadingRequest
from roeland.documents.models.texts import Document, Version

__all__ = [
    "Attachment",
    "Comment",
    "Deviation",
    "Document",
    "Inspection",
    "Reading",
    "ReadingRequest",
    "Revision",
    "Version",
]
