"""Document <-> JSON-able data. Every part carries its `kind`; the data are what typst reads and what a freeze keeps."""

import base64
import dataclasses
from datetime import datetime
from enum import StrEnum
from typing import Any

from roeland.documents.render import model
from roeland.documents.render.model import Document

_KINDS: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        model.Text,
        model.FigureRef,
        model.Heading,
        model.Paragraph,
        model.Table,
        model.Figure,
        model.Notice,
        model.ListBlock,
        model.Code,
        model.KeyValue,
        model.PageBreak,
        model.Contents,
        model.CoverPage,
        model.VerificationBlock,
        model.Signature,
        model.Attachment,
        model.Document,
    )
}
_BYTES = "bytes"
_ENUMS: dict[tuple[str, str], type[StrEnum]] = {("Document", "tlp"): model.Tlp, ("Notice", "tone"): model.Tone}


def document_to_data(document: Document) -> dict[str, Any]:
    """JSON-able data of a document; `document_from_data` is its inverse."""
    data: dict[str, Any] = _encode(document)
    return data


def document_from_data(data: dict[str, Any]) -> Document:
    """The document back out of its data; ValueError when the data are not a document."""
    document = _decode(data)
    if not isinstance(document, Document):
        raise ValueError("the data are not a document")  # noqa: TRY004 -- bad content, not a bad call
    return document


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"kind": type(value).__name__, **fields}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes):
        return {"kind": _BYTES, "base64": base64.b64encode(value).decode()}
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value.get("kind")
    if kind == _BYTES:
        return base64.b64decode(value["base64"], validate=True)
    if kind not in _KINDS:
        raise ValueError(f"unknown part of a document: {kind!r}")
    fields = {name: _decode(item) for name, item in value.items() if name != "kind"}
    for (owner, name), enum in _ENUMS.items():
        if owner == kind:
            fields[name] = enum(fields[name])
    if kind == "Document":
        fields["moment"] = datetime.fromisoformat(fields["moment"])
    return _KINDS[kind](**fields)
