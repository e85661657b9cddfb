"""Read and accept: a published version is offered to an audience, each person accepts it once, and who did not is known.

Words of this room: offer (leesronde), asked (wie gevraagd is), attendance (aanwezigheidslijst), code letter (codebrief), kiosk, link.
"""
