"""URLs of templates and of the start of an authority."""

from django.urls import path

from roeland.packs.web import many, starting, templates

own = [path("sjablonen/", many.matrix, name="packs-matrix")]
per_authority = [
    path("sjablonen/", templates.index, name="packs-list"),
    path("sjablonen/<slug:pack>/", templates.one, name="packs-one"),
    path("sjablonen/<slug:pack>/overnemen/", templates.take, name="packs-take"),
    path("sjablonen/<slug:pack>/bijwerken/", templates.take_over, name="packs-take-over"),
    path("start/", starting.index, name="packs-start"),
    path("start/gesprek/<slug:group>/", starting.interview, name="packs-interview"),
    path("start/rondgang/", starting.begin, name="packs-walk-begin"),
    path("start/rondgang/<uuid:pk>/", starting.walk, name="packs-walk"),
    path("start/rondgang/<uuid:pk>/afsluiten/", starting.close, name="packs-walk-close"),
    path("start/vaststelling/<uuid:pk>/weghalen/", starting.drop, name="packs-spot-drop"),
    path("start/vaststelling/<uuid:pk>/foto/", starting.photo, name="packs-spot-photo"),
]
