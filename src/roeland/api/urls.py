"""The URLs of the API, under /api/v1. Every view guards itself: a token, then the permission of its route."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from roeland.api import (
    acceptance,
    clocks,
    costs,
    documents,
    documents_deviations,
    documents_output,
    documents_parts,
    documents_readers,
    documents_versions,
    evidence,
    findings,
    governance_advice,
    governance_contacts,
    governance_files,
    governance_objectives,
    governance_quotes,
    governance_reports,
    governance_signing,
    governance_trainings,
    knowledge,
    ledger,
    logs_cases,
    logs_left_out,
    logs_reports,
    logs_rules,
    logs_runs,
    logs_sources,
    logs_staff,
    logs_standing,
    meetings,
    meetings_council,
    meetings_running,
    packs,
    people_account,
    people_import,
    people_mandates,
    people_persons,
    people_settings,
    people_teams,
    plan_verbs,
    projects,
    projects_intake,
    projects_money,
    projects_parts,
    reminders,
    reports,
    tasks,
    visits,
    visits_changes,
)
from roeland.api.auth import Token
from roeland.api.problems import MEDIA_TYPE, install, problem
from roeland.api.schema import document
from roeland.kernel.page import SELF_GUARDED

TOO_LARGE = 413

api = NinjaAPI(
    title="Roeland",
    version="1",
    description="Dezelfde handelingen en regels als de pagina's. Aanmelden met een persoonlijk token.",
    auth=Token(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)
install(api)
VISITS = (visits, visits_changes)
DOCUMENTS = (documents, documents_versions, documents_parts, documents_output, documents_readers, documents_deviations)
MEETINGS = (meetings, meetings_running, meetings_council)
GOVERNANCE = (
    governance_advice,
    governance_contacts,
    governance_files,
    governance_objectives,
    governance_quotes,
    governance_reports,
    governance_signing,
    governance_trainings,
)
LOGS = (logs_sources, logs_rules, logs_reports, logs_staff, logs_runs, logs_cases, logs_standing, logs_left_out)
PEOPLE = (people_persons, people_account, people_import, people_mandates, people_teams, people_settings)
for part in (
    *VISITS,
    *PEOPLE,
    *GOVERNANCE,
    *MEETINGS,
    *DOCUMENTS,
    *LOGS,
    projects,
    projects_intake,
    projects_money,
    projects_parts,
    plan_verbs,
    tasks,
    evidence,
    findings,
    clocks,
    costs,
    acceptance,
    knowledge,
    packs,
    reminders,
    reports,
    ledger,
):
    api.add_router("", part.router)


@api.get("/openapi.json", include_in_schema=False, operation_id="openapi")
def openapi(request: HttpRequest) -> Any:
    """The OpenAPI document."""
    return JsonResponse(document(api), json_dumps_params={"ensure_ascii": False})


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark the view for the page guard, and turn a bare refusal of the framework into a problem document."""

    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        bare = response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE  # noqa: PLR2004 -- errors
        if not bare:
            return response
        allow = response.get("Allow")
        return problem(response.status_code, headers={"Allow": allow} if allow else None)

    run.permission = SELF_GUARDED  # type: ignore[attr-defined]
    return csrf_exempt(run)


def nothing(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """Any other path under /api/."""
    return problem(404)


def _patterns() -> list[URLPattern]:
    found = []
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern)
        if pattern.name == "api-root":
            continue
        found.append(URLPattern(pattern.pattern, guarded(pattern.callback), pattern.default_args, pattern.name))
    return found


urlpatterns = [*_patterns(), path("", guarded(nothing)), re_path(r"^(?P<rest>[\s\S]*)\Z", guarded(nothing))]
