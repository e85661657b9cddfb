"""Duties: what an authority owes regularly or once, the tasks that come of it, the evidence that closes them.

Owns the words duty (terugkerende taak), task (taak), evidence (bewijs), finding (bevinding), clock (klok) and
ground (grondslag).
Foreign keys point down to people; upper rooms make tasks here and fulfil them.
"""
