"""URLs of documents: the list over all authorities, the rest behind the slug of an authority."""

from django.urls import path

from roeland.documents.web import comparing, editor, flow, history, lists, making, output, reader

ONE = "documenten/<slug:number>/"
own = [path("documenten/", lists.index, name="documents-list-all")]
per_authority = [
    path("documenten/", lists.index, name="documents-list"),
    path("documenten/nieuw/", making.new, name="documents-new"),
    path("documenten/blokken/", output.help_page, name="documents-blocks"),
    path("documenten/versie/<uuid:pk>/", reader.version_door, name="documents-version-door"),
    path("documenten/stuk/<uuid:pk>/", reader.document_door, name="documents-door"),
    path(ONE, reader.document, name="documents-document"),
    path(f"{ONE}versies/<str:version>/", reader.version, name="documents-version"),
    path(f"{ONE}versies/<str:version>/bestand/", reader.file, name="documents-file"),
    path(f"{ONE}versies/<str:version>/pdf/", output.take, {"form": "pdf"}, name="documents-pdf"),
    path(f"{ONE}versies/<str:version>/docx/", output.take, {"form": "docx"}, name="documents-docx"),
    path(f"{ONE}versies/<str:version>/html/", output.take, {"form": "html"}, name="documents-html"),
    path(f"{ONE}bijlagen/<uuid:pk>/", reader.attachment, name="documents-attachment"),
    path(f"{ONE}bijlagen/<uuid:pk>/weghalen/", editor.detach, name="documents-detach"),
    path(f"{ONE}schrijven/", editor.edit, name="documents-edit"),
    path(f"{ONE}schrijven/bestand/", editor.upload, name="documents-upload"),
    path(f"{ONE}schrijven/tekst/", editor.as_text, name="documents-as-text"),
    path(f"{ONE}schrijven/bijlage/", editor.attach, name="documents-attach"),
    path(f"{ONE}opmerking/", editor.comment, name="documents-comment"),
    path(f"{ONE}opmerkingen/<uuid:pk>/", editor.resolve, name="documents-comment-resolve"),
    path(f"{ONE}geschiedenis/", history.history, name="documents-history"),
    path(f"{ONE}verschil/", comparing.diff, name="documents-diff"),
    path(f"{ONE}gegevens/", making.describe, name="documents-describe"),
    path(f"{ONE}lezers/", making.readers, name="documents-readers"),
    path(f"{ONE}voorleggen/", flow.submit, name="documents-submit"),
    path(f"{ONE}goedkeuren/", flow.approve, name="documents-approve"),
    path(f"{ONE}terugsturen/", flow.send_back, name="documents-send-back"),
    path(f"{ONE}publiceren/", flow.publish, name="documents-publish"),
    path(f"{ONE}stopzetten/", flow.drop, name="documents-drop"),
    path(f"{ONE}nieuwe-versie/", flow.start_version, name="documents-start-version"),
    path(f"{ONE}intrekken/", flow.withdraw, name="documents-withdraw"),
    path(f"{ONE}vervangen/", flow.replace, name="documents-replace"),
]
