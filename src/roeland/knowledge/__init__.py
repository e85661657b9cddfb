"""Knowledge: finding again what was published, and hearing whether it helped.

Words it owns: kennisbank, lexeme, posting, treffer, beoordeling.
The index is derived: it can be thrown away and made anew from the published versions.
"""
