"""The room's own addresses: the choice of theme and the sheet of components."""

from django.urls import path

from roeland.ui import views

app_name = "ui"
urlpatterns = [
    path("thema/", views.set_theme, name="theme"),
    path("onderdelen/", views.components, name="components"),
]
