"""Meetings of bodies: convening, agenda out of what is open, minutes, decisions that become tasks, papers, items for the council.

Words of this room: meeting (vergadering), point (punt), decision (besluit), attendance (aanwezigheid), paper (stuk),
council item (agendapunt voor de raad).
"""
