"""Verbs of this room, by group."""

from roeland.acceptance.actions.accepting import accept, answer, ask
from roeland.acceptance.actions.codes import (
    accept_with_code,
    accept_with_link,
    close_kiosk,
    count_wrong_code,
    make_letters,
    open_kiosk,
    open_link,
    send_link,
)
from roeland.acceptance.actions.following import carry, follow_readers, release, reminders_sent, renew, welcome
from roeland.acceptance.actions.lists import record_export, seal_list
from roeland.acceptance.actions.offering import close, offer

__all__ = [
    "accept",
    "accept_with_code",
    "accept_with_link",
    "answer",
    "ask",
    "carry",
    "close",
    "close_kiosk",
    "count_wrong_code",
    "follow_readers",
    "make_letters",
    "offer",
    "open_kiosk",
    "open_link",
    "record_export",
    "release",
    "reminders_sent",
    "renew",
    "seal_list",
    "send_link",
    "welcome",
]
