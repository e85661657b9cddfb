"""URLs of the knowledge base."""

from django.urls import path

from roeland.knowledge.web import views

own = [path("kennisbank/", views.index, name="knowledge-list-all")]
per_authority = [
    path("kennisbank/", views.index, name="knowledge-list"),
    path("kennisbank/<slug:number>/beoordelen/", views.rate, name="knowledge-rate"),
]
