"""URLs of log control; each page module keeps its own list."""

from django.urls import URLPattern

own: list[URLPattern] = []
per_authority: list[URLPattern] = []
