"""The OpenAPI document: what ninja makes of the routes, and the problems that every route may answer with."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from roeland.api.problems import MEDIA_TYPE, TITLES, Problem

ALWAYS = (400, 401, 404, 422, 429, 500)
WRITING = (403, 409, 413)


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The OpenAPI document of the API, as plain JSON values. Written once: it takes seconds, and the routes stay as they are."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    found["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    schemas = found["components"].setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for methods in found["paths"].values():
        for method, operation in methods.items():
            statuses = ALWAYS if method == "get" else ALWAYS + WRITING
            for status in statuses:
                operation["responses"].setdefault(status, _answer(status))
    return found


def _answer(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": TITLES[status], "content": content}
