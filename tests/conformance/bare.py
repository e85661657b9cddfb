"""The program's own URLs with a bare 404: drawing the whole frame around every refusal is most of the time of the suite.

The body holds the last breadcrumb, since that is the one thing that a view could have set from the object before it refused.
"""

from django.http import HttpRequest, HttpResponse

from roeland.urls import handler403, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(getattr(request, "crumb", ""), status=404, content_type="text/plain")
