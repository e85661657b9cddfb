"""URLs of the Logboek."""

from django.urls import path

from roeland.ledger.web import erasing, views

own = [path("logboek/", views.log, name="ledger-log-all")]
per_authority = [
    path("logboek/", views.log, name="ledger-log"),
    path("logboek/<int:idx>/", views.entry, name="ledger-entry"),
    path("logboek/<int:idx>/logbewijs/", views.proof, name="ledger-proof"),
    path("logboek/<int:idx>/wissen/", erasing.erase_text, name="ledger-erase"),
    path("logboek/bundel/", views.bundle, name="ledger-bundle"),
    path("logboek/verify.py", views.verifier, name="ledger-verifier"),
]
