"""A sealed file as an answer: one way for every room, so that no door forgets a header."""

from django.http import FileResponse, Http404

from roeland.duties import evidence_store

INERT = "application/octet-stream"
# What a browser may know of a file; anything else is offered as plain bytes.
KNOWN = (
    "application/pdf",
    "image/",
    "text/plain",
    "text/csv",
    "application/vnd.",
    "application/zip",
    "application/json",
)


def sealed_file(sha256: str, name: str, media_type: str = "") -> FileResponse:
    """The bytes as a download that no browser runs, guesses the kind of or keeps. Http404 when there are none (any more).

    Who may have it is asked by the caller. `media_type` is what the store found; it is told only when it is harmless.
    """
    try:
        opened = evidence_store.open_file(sha256)
    except FileNotFoundError:
        raise Http404 from None
    kind = media_type if media_type.startswith(KNOWN) else INERT
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
