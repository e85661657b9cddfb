"""Every write of this room, one function per verb."""

from roeland.people.actions.accounts import (
    accept_invitation,
    deactivate,
    give_account,
    invite,
    reset_second_step,
    set_password,
    set_preferences,
)
from roeland.people.actions.erasing import erase_account, erase_person
from roeland.people.actions.imports import record_export, record_import
from roeland.people.actions.logins import (
    record_failure,
    record_login,
    record_logout,
    record_second_step,
    record_sessions_ended,
    self_actor,
)
from roeland.people.actions.mandates import add_mandate, end_mandate, end_replacement, name_decision, set_replacement
from roeland.people.actions.persons import add_person, change_person, end_absence, end_employment, record_absence
from roeland.people.actions.settings import (
    add_closing_day,
    change_profile,
    name_entity,
    open_authority,
    remove_closing_day,
    set_role,
    set_working_hours,
)
from roeland.people.actions.teams import add_body, add_team, change_team, join_body, join_team, leave_body
from roeland.people.actions.tokens import create_token, revoke_token

__all__ = [
    "accept_invitation",
    "add_body",
    "add_closing_day",
    "add_mandate",
    "add_person",
    "add_team",
    "change_person",
    "change_profile",
    "change_team",
    "create_token",
    "deactivate",
    "end_absence",
    "end_employment",
    "end_mandate",
    "end_replacement",
    "erase_account",
    "erase_person",
    "give_account",
    "invite",
    "join_body",
    "join_team",
    "leave_body",
    "name_decision",
    "name_entity",
    "open_authority",
    "record_absence",
    "record_export",
    "record_failure",
    "record_import",
    "record_login",
    "record_logout",
    "record_second_step",
    "record_sessions_ended",
    "remove_closing_day",
    "reset_second_step",
    "revoke_token",
    "self_actor",
    "set_password",
    "set_preferences",
    "set_replacement",
    "set_role",
    "set_working_hours",
]
