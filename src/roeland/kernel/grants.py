"""PostgreSQL: what the application's role and the writer's role may do, said anew after every migration.

Run as the owner of the tables. The application reads everything and writes only the free tables; the writer (which the
application becomes inside an action) writes all but the columns of the append-only tables that never move.
"""

from collections.abc import Iterable, Mapping

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from roeland.kernel.gate import APP, APPEND_ONLY, FREE, WRITER

ROLES = f"""CREATE ROLE {WRITER} NOLOGIN;
CREATE ROLE {APP} LOGIN NOINHERIT PASSWORD '...';
GRANT {WRITER} TO {APP};"""


class MissingRole(RuntimeError):  # noqa: N818 -- names the state
    """A role that the administrator of the server must make once; `ROLES` is the SQL for it."""


def statements(tables: Iterable[str], append_only: Mapping[str, tuple[str, ...]] = APPEND_ONLY) -> list[str]:
    """The SQL for these tables, in order."""
    found = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {APP}, {WRITER}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {APP}, {WRITER}",
        f"GRANT USAGE ON SCHEMA public TO {APP}, {WRITER}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {APP}, {WRITER}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WRITER}",
    ]
    for table in sorted(tables):
        if table in append_only:
            found.append(f'GRANT INSERT ON "{table}" TO {WRITER}')
            if columns := append_only[table]:
                found.append(f'GRANT UPDATE ({", ".join(columns)}) ON "{table}" TO {WRITER}')
            continue
        if table == "django_migrations":  # only the owner migrates
            continue
        roles = f"{APP}, {WRITER}" if table in FREE else WRITER
        found.append(f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO {roles}')
    return found


def apply(wrapper: BaseDatabaseWrapper) -> int:
    """Say all grants on this connection (as the owner); the number of tables. Nothing on SQLite. Raises MissingRole."""
    if wrapper.vendor != "postgresql":
        return 0
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[APP, WRITER]])
        missing = {APP, WRITER} - {name for (name,) in cursor.fetchall()}
        if missing:
            raise MissingRole(", ".join(sorted(missing)))
        tables = _tables(cursor)
        for statement in statements(tables):
            cursor.execute(statement)
    return len(tables)


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in cursor.fetchall()]
