"""Packs: what an authority starts from. Templates pushed to many authorities, the questions they ask, the start in five half days.

Words it owns: sjabloon, lokale afwijking, antwoord, gespreksblad, start van een bestuur, rondgang, vaststelling.
"""
