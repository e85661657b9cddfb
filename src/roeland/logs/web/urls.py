"""URLs of log control; each page module keeps its own list."""

from django.urls import URLPattern

from roeland.logs.web import (
    cases,
    citizen,
    conditions,
    left_out,
    openings,
    paper,
    reopening,
    reports,
    reveal,
    rules,
    runs,
    sample,
    source_deliveries,
    source_files,
    source_users,
    sources,
    staff,
    standing,
)

own: list[URLPattern] = [*runs.own]
per_authority: list[URLPattern] = [
    *rules.per_authority,
    *runs.per_authority,
    *paper.per_authority,
    *left_out.per_authority,
    *cases.per_authority,
    *reopening.per_authority,
    *standing.per_authority,
    *sample.per_authority,
    *conditions.per_authority,
    *staff.per_authority,
    *openings.per_authority,
    *reveal.per_authority,
    *citizen.per_authority,
    *reports.per_authority,
    *sources.per_authority,
    *source_files.per_authority,
    *source_deliveries.per_authority,
    *source_users.per_authority,
]
