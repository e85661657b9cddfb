"""Every read of this room."""

from roeland.people.queries.accounts import find_invitation, sessions_of, token_owner, tokens_of
from roeland.people.queries.directory import (
    bodies_of,
    choices_of_persons,
    everybody,
    find_persons,
    import_state,
    in_state,
    in_team,
    person_detail,
    roles_of,
    search_persons,
    team_names,
    teams_of,
    with_role,
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
    "RoleHolder",
    "bodies_of",
    "choices_of_persons",
    "closing_days",
    "everybody",
    "find_invitation",
    "find_persons",
    "holders",
    "holders_by_place",
    "import_state",
    "in_state",
    "in_team",
    "person_detail",
    "profiles",
    "role_hours",
    "role_names",
    "role_table",
    "roles_of",
    "search_persons",
    "sessions_of",
    "settings_of",
    "team_names",
    "teams_of",
    "token_owner",
    "tokens_of",
    "with_role",
    "working_week",
]
