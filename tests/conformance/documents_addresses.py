"""Where the pages about documents are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

from tests.conformance import readers_addresses
from tests.conformance.documents_things import APPROVE, AUDIENCES, DRAFT, EDIT, OWN, READ, REMARK

NOBODY = "nobody"  # as in `addresses`: there is nothing to fetch


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses, in both circles; `address` makes one of arguments, needs and a permission besides the page's own."""

    def each(kind: str, code: str = "", **names: str) -> Callable[[Any], list[Any]]:
        """`names`: per name in the URL the object that it names; the number of the document is always there but for the doors."""

        def found(t: Any) -> list[Any]:
            number = names.get("number", "yes")
            return [
                address(
                    {
                        **({"number": made["document"].number} if number else {}),
                        **{name: _value(made, name, part) for name, part in names.items() if part},
                    },
                    ((kind, audience),),
                    code,
                )
                for audience, made in t.documents.items()
            ]

        return found

    edits = ("edit", "upload", "as-text", "attach", "describe", "submit", "publish", "drop", "start-version", "readers")
    return {
        "documents-document": each(READ),
        "documents-history": each(READ),
        "documents-diff": each(READ),
        "documents-door": each(READ, pk="document", number=""),
        "documents-version-door": each(DRAFT, pk="version", number=""),
        "documents-version": each(DRAFT, version="version"),
        "documents-file": each(DRAFT, NOBODY, version="version"),  # it is text
        **{f"documents-{form}": each(DRAFT, version="version") for form in ("pdf", "docx", "html")},
        "documents-attachment": each(DRAFT, NOBODY, pk="attachment"),  # its bytes lie nowhere
        "documents-detach": each(EDIT, pk="attachment"),
        "documents-comment": each(REMARK),
        "documents-comment-resolve": each(REMARK, pk="comment"),
        **{f"documents-{name}": each(EDIT) for name in edits},
        **{f"documents-{name}": each(APPROVE) for name in ("approve", "send-back")},
        **{f"documents-{name}": each(OWN) for name in ("withdraw", "replace")},
        **readers_addresses.addresses(address),
    }


def _value(made: dict[str, Any], name: str, part: str) -> Any:
    return made[part].number if name == "version" else made[part].pk


SLOW = {"documents-pdf"}  # printing, for a few roles only
ASKS = {
    **readers_addresses.ASKS,
    "documents": "documents:document:see",
    "make_document": "documents:document:edit",
    "document_blocks": "documents:document:see",
}
API_MAYBE_ABSENT = {"version_file", "attachment_file"}
UPLOADS = {"upload_version", "attach_to_version"}
IN_BODY = {**readers_addresses.IN_BODY, "audience": "policy", "by": "00000000-0000-0000-0000-000000000001"}
NEEDS = {"number": READ, "document_id": READ, "version_id": DRAFT, "comment_id": DRAFT, "attachment_id": DRAFT}


def circle(shut: bool) -> str:
    """The circle of readers that stands for the open or the shut audience of the suites."""
    return AUDIENCES[int(shut)]


def arguments(things: Any, shut: bool) -> dict[str, Any]:
    """Values for the names in a path."""
    made = things.documents[circle(shut)]
    parts = {name: made[name.removesuffix("_id")].pk for name in NEEDS if name != "number"}
    return {"form": "html", "number": made["document"].number, **parts}
