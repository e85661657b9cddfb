"""Documents: the texts of an authority, with their versions, approval, readers and output.

Words it owns: document, versie, ontwerp, goedkeuring, publicatie, opmerking, bijlage, inzage, aanvraag om inzage, afwijking, sjabloon.
`render` is pure: a document model that becomes one PDF/A-3a + PDF/UA-1 file or a sheet on the screen.
"""
