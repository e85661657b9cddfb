"""URLs of visits: the list and the half day over all authorities, the rest behind the slug of an authority."""

from django.urls import path

from roeland.visits.web import agreement, changes, closing, halfday, handover, hours, law, lists, screen, visit

own = [
    path("bezoeken/", lists.visits, name="visits-all"),
    path("bezoeken/halve-dag/", halfday.halfday, name="visits-halfday"),
    path("bezoeken/halve-dag/beginnen/", halfday.begin, name="visits-halfday-begin"),
    path("bezoeken/halve-dag/afsluiten/", halfday.close, name="visits-halfday-close"),
    path("bezoeken/uren/", hours.hours, name="visits-hours"),
    path("wetswijzigingen/", law.laws, name="visits-laws"),
    path("wetswijzigingen/nieuw/", law.add, name="visits-law-add"),
    path("wetswijzigingen/<slug:key>/", law.law, name="visits-law"),
    path("wetswijzigingen/<slug:key>/niet-van-toepassing/", law.leave, name="visits-law-leave"),
    path("scherm/sluiten/", screen.end, name="visits-screen-end"),
]
per_authority = [
    path("bezoeken/", lists.visits, name="visits"),
    path("bezoeken/plannen/", lists.plan, name="visits-plan"),
    path("bezoeken/<uuid:pk>/", visit.visit, name="visits-visit"),
    path("bezoeken/<uuid:pk>/beginnen/", visit.begin, name="visits-begin"),
    path("bezoeken/<uuid:pk>/verplaatsen/", lists.move, name="visits-move"),
    path("bezoeken/<uuid:pk>/schrappen/", lists.drop, name="visits-drop"),
    path("bezoeken/<uuid:pk>/punt/", visit.add, name="visits-item-add"),
    path("bezoeken/<uuid:pk>/tijd/", visit.time, name="visits-time"),
    path("bezoeken/<uuid:pk>/afsluiten/", closing.close, name="visits-close"),
    path("bezoeken/<uuid:pk>/mailen/", closing.mail, name="visits-mail"),
    path("bezoeken/<uuid:pk>/verslag.pdf", closing.pdf, name="visits-pdf"),
    path("overeenkomst/", agreement.agreement, name="visits-agreement"),
    path("overeenkomst/nieuw/", agreement.add, name="visits-agreement-add"),
    path("overeenkomst/<uuid:pk>/aanpassen/", agreement.change, name="visits-agreement-change"),
    path("overeenkomst/<uuid:pk>/beeindigen/", agreement.end, name="visits-agreement-end"),
    path("overdracht/nieuw/", handover.add, name="visits-handover-add"),
    path("overdracht/<uuid:pk>/", handover.handover, name="visits-handover"),
    path("overdracht/<uuid:pk>/bevestigen/", handover.confirm, name="visits-handover-confirm"),
    path("overdracht/<uuid:pk>/intrekken/", handover.drop, name="visits-handover-drop"),
    path("wijzigingen/", changes.changes, name="visits-changes"),
    path("wijzigingen/<slug:kind>/", changes.add, name="visits-change-add"),
    path("scherm/", screen.begin, name="visits-screen"),
]
