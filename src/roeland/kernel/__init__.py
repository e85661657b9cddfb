"""The kernel: who acts, what he may see and do, the write gate, the page guard, the clock and the calendar.

Words it owns: actor, right, mode, permission, scope, gate, page, authority, row. It knows no other room.
"""
