"""URLs of read and accept."""

from django.urls import path

from roeland.acceptance.web import entry, lists, mine, questions, rounds

own = [
    path("lezen/", mine.index, name="acceptance-mine-all"),
    path("leesrondes/", rounds.index, name="acceptance-rounds-all"),
    path("kiosk/<slug:secret>/", entry.kiosk, name="acceptance-kiosk"),
    path("link/<slug:secret>/", entry.link, name="acceptance-link"),
]
per_authority = [
    path("lezen/", mine.index, name="acceptance-mine"),
    path("lezen/<uuid:pk>/", mine.read, name="acceptance-read"),
    path("lezen/<uuid:pk>/aanvaarden/", mine.accept, name="acceptance-accept"),
    path("lezen/<uuid:pk>/vragen/", mine.ask, name="acceptance-ask"),
    path("leesrondes/", rounds.index, name="acceptance-rounds"),
    path("leesrondes/nieuw/<slug:number>/", rounds.new, name="acceptance-new"),
    path("leesrondes/vraag/<uuid:pk>/", questions.answer, name="acceptance-answer"),
    path("leesrondes/lijsten/<uuid:pk>/", lists.sealed, name="acceptance-list"),
    path("leesrondes/lijsten/<uuid:pk>/scan/", lists.scan, name="acceptance-scan"),
    path("leesrondes/kiosk/", lists.open_kiosk, name="acceptance-kiosk-open"),
    path("leesrondes/kiosk/<uuid:pk>/sluiten/", lists.close_kiosk, name="acceptance-kiosk-close"),
    path("leesrondes/<uuid:pk>/", rounds.show, name="acceptance-offer"),
    path("leesrondes/<uuid:pk>/sluiten/", rounds.close, name="acceptance-close"),
    path("leesrondes/<uuid:pk>/lijst/", lists.seal, name="acceptance-seal"),
    path("leesrondes/<uuid:pk>/brieven/", lists.letters, name="acceptance-letters"),
]
