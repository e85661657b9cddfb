"""URLs of this room, without and with the slug of an authority."""

from django.urls import path

from roeland.governance.web import advice, management, objectives, signing

own = [
    path("adviezen/", advice.register, name="governance-advices-all"),
    path("tekenmap/", signing.folder, name="governance-signing-all"),
    path("tekenmap/bevestigen/", signing.confirm, name="governance-signing-confirm-all"),
    path("doelstellingen/", objectives.aims, name="governance-objectives-all"),
    path("managementverslag/", management.reports, name="governance-reports-all"),
]
per_authority = [
    path("tekenmap/", signing.folder, name="governance-signing"),
    path("tekenmap/bevestigen/", signing.confirm, name="governance-signing-confirm"),
    path("tekenmap/tekenen/", signing.sign, name="governance-signing-sign"),
    path("adviezen/", advice.register, name="governance-advices"),
    path("adviezen/nieuw/", advice.new, name="governance-advice-new"),
    path("adviezen/<uuid:pk>/", advice.sheet, name="governance-advice"),
    path("adviezen/<uuid:pk>/schrijven/", advice.write, name="governance-advice-write"),
    path("adviezen/<uuid:pk>/geven/", advice.give, name="governance-advice-give"),
    path("adviezen/<uuid:pk>/antwoorden/", advice.answer, name="governance-advice-answer"),
    path("adviezen/<uuid:pk>/opvolgen/", advice.follow, name="governance-advice-follow"),
    path("adviezen/<uuid:pk>/afsluiten/", advice.close, name="governance-advice-close"),
    path("adviezen/<uuid:pk>/advies.pdf", advice.paper, name="governance-advice-pdf"),
    path("doelstellingen/", objectives.aims, name="governance-objectives"),
    path("doelstellingen/nieuw/", objectives.new, name="governance-objective-new"),
    path("doelstellingen/<uuid:pk>/", objectives.sheet, name="governance-objective"),
    path("doelstellingen/<uuid:pk>/wijzigen/", objectives.change, name="governance-objective-change"),
    path("doelstellingen/<uuid:pk>/afsluiten/", objectives.close, name="governance-objective-close"),
    path("doelstellingen/<uuid:pk>/indicator/", objectives.indicator, name="governance-indicator-new"),
    path("doelstellingen/indicatoren/<uuid:pk>/meten/", objectives.measure, name="governance-indicator-measure"),
    path("managementverslag/", management.reports, name="governance-reports"),
    path("managementverslag/nieuw/", management.new, name="governance-report-new"),
    path("managementverslag/<uuid:pk>/", management.sheet, name="governance-report"),
    path("managementverslag/<uuid:pk>/tekst/<slug:section>/", management.text, name="governance-report-text"),
    path("managementverslag/<uuid:pk>/bevriezen/", management.freeze, name="governance-report-freeze"),
    path("managementverslag/<uuid:pk>/verslag.pdf", management.paper, name="governance-report-pdf"),
]
