"""Every read of this room."""

from roeland.people.queries.accounts import find_invitation, sessions_of, token_owner, tokens_of
from roeland.people.queries.directory import (
    Directory,
    PersonLine,
    directory,
    import_state,
    person_detail,
    search_persons,
)
from roeland.people.queries.holders import RoleHolder, holders, holders_by_place, role_table
from roeland.people.queries.settings import (
    AuthoritySettings,
    closing_days,
    profiles,
    role_hours,
    role_names,
    settings_of,
    working_week,
)

__all__ = [
    "AuthoritySettings",
    "Directory",
    "PersonLine",
    "RoleHolder",
    "closing_days",
    "directory",
    "find_invitation",
    "holders",
    "holders_by_place",
    "import_state",
    "person_detail",
    "profiles",
    "role_hours",
    "role_names",
    "role_table",
    "search_persons",
    "sessions_of",
    "settings_of",
    "token_owner",
    "tokens_of",
    "working_week",
]
