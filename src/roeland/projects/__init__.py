"""Projects: what an authority undertakes, what it serves, how safe it is by design, what it costs and what it is worth.

Owns the words programme (programma), project (project), milestone (mijlpaal), intake (intake), business case (businesscase),
budget (budget) and payment (uitgave). Cost lines stay in duties: this room adds what was granted and what was really spent.
"""
