"""URLs of log control; each page module keeps its own list."""

from django.urls import URLPattern

from roeland.logs.web import rules

own: list[URLPattern] = []
per_authority: list[URLPattern] = [*rules.per_authority]
