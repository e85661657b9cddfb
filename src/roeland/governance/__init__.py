"""Governance: what steers information security beside meetings and projects.

Owns the words advice (advies), signing map (tekenmap), objective (doelstelling), indicator (indicator), management report
(managementverslag), message (boodschap), contact (contact) and mandate file (dossier per mandaat).
What waits for a signature, an agenda or a report comes from other rooms through `kernel.offers` alone.
"""
