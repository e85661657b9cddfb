"""URLs of reports, without and with the slug of an authority."""

from django.urls import path

from roeland.reports.web import reading, writing

own = [path("verslagen/", reading.index, name="reports-all")]
per_authority = [
    path("verslagen/", reading.index, name="reports-list"),
    path("verslagen/beginnen/", writing.start, name="reports-start"),
    path("verslagen/<int:year>/", reading.sheet, name="reports-report"),
    path("verslagen/<int:year>/cijfers/<slug:key>/", reading.figure, name="reports-figure"),
    path("verslagen/<int:year>/tekst/<slug:section>/", writing.text, name="reports-text"),
    path("verslagen/<int:year>/bevriezen/", writing.freeze, name="reports-freeze"),
    path("verslagen/<int:year>/raad/", writing.offer, name="reports-offer"),
    path("verslagen/<int:year>/<slug:part>.pdf", reading.download, name="reports-pdf"),
    path("verslagen/<int:year>/<slug:part>.docx", reading.download_word, name="reports-docx"),
    path("verslagen/<int:year>/logbewijs/", reading.download_proof, name="reports-proof"),
    path("verslagen/verify.py", reading.verifier, name="reports-verifier"),
]
