"""Writing: outside an action the database engine itself refuses every write.

SQLite: `set_authorizer`, set anew at each switch (that expires statements which were compiled while the gate was open).
PostgreSQL: the application logs in as a role without write grants; inside an action it takes the writer role (`SET LOCAL ROLE`).
The gate stops mistakes in our own code. Somebody with the owner's password or the database file goes round it: the ledger shows that.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

WRITER = "roeland_writer"
APP = "roeland_app"

# Written by Django and allauth themselves outside any action; none of them holds the content of an authority.
FREE = frozenset(
    {
        "django_session",
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "roeland_cache",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "usersessions_usersession",
        "ledger_handlercursor",
    }
)

_unguarded: ContextVar[bool] = ContextVar("roeland_unguarded", default=False)

# Tables in which rows are only added; value = the columns that may be updated. Filled by the ledger.
APPEND_ONLY: dict[str, tuple[str, ...]] = {}

_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_RECURSIVE,
}
_ROW_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_PRAGMA_NAMES = """
    busy_timeout data_version database_list foreign_key_check foreign_key_list foreign_keys index_info index_list
    integrity_check journal_mode quick_check synchronous table_info table_list table_xinfo
"""
_PRAGMAS = frozenset(_PRAGMA_NAMES.split())
_READ_ONLY_PRAGMAS = frozenset(
    {"journal_mode", "synchronous", "foreign_keys"}
)  # may be asked, not set, while the gate is shut


class WriteOutsideAction(DatabaseError):
    """Something was written outside an action. Write through a verb of a room's `actions.py`."""


def _shut(action: int, arg1: str | None, arg2: str | None, _database: str | None, _trigger: str | None) -> int:
    if action in _READS:
        return sqlite3.SQLITE_OK
    if action in _ROW_WRITES:
        return sqlite3.SQLITE_OK if arg1 in FREE else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and arg1 in _PRAGMAS and (arg2 is None or arg1 not in _READ_ONLY_PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _translate(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        text = str(error).lower()
        if any(refusal in text for refusal in ("not authorized", "permission denied", "must be owner")):
            raise WriteOutsideAction(str(error)) from error
        raise


def install() -> None:
    """Connect the gate to every database connection (called once, by the app's ready())."""
    connection_created.connect(_on_connection, dispatch_uid="roeland.kernel.gate")


def _on_connection(sender: object, connection: BaseDatabaseWrapper, **_kwargs: object) -> None:  # noqa: ARG001 -- signature of a receiver
    connection._roeland_gate = 0  # type: ignore[attr-defined] # noqa: SLF001 -- the depth belongs to the connection
    if _translate not in connection.execute_wrappers:
        connection.execute_wrappers.append(_translate)
    if _unguarded.get():
        return
    if connection.vendor == "sqlite":
        connection.connection.set_authorizer(_shut)
    elif steps_down(connection):
        _set_role(connection, f"SET ROLE {APP}")


def steps_down(wrapper: BaseDatabaseWrapper) -> bool:
    """Whether this connection logged in as the owner and must step down to the application's role (the test set-up)."""
    return bool(wrapper.settings_dict.get("OPTIONS_ROELAND", {}).get("step_down"))


def _set_role(wrapper: BaseDatabaseWrapper, statement: str) -> None:
    with wrapper.wrap_database_errors, wrapper.connection.cursor() as cursor:
        cursor.execute(statement)


def _open(wrapper: BaseDatabaseWrapper) -> None:
    if wrapper.vendor == "sqlite":
        wrapper.connection.set_authorizer(None)
    else:
        _set_role(wrapper, f"SET LOCAL ROLE {WRITER}")


def _close(wrapper: BaseDatabaseWrapper, *, failed: bool) -> None:
    if wrapper.vendor == "sqlite":
        wrapper.connection.set_authorizer(_shut)
    elif not failed:  # after an error the rollback (to the savepoint or of all) takes the role back with it
        _set_role(wrapper, f"SET LOCAL ROLE {APP if steps_down(wrapper) else 'NONE'}")


@contextmanager
def opened() -> Iterator[None]:
    """Let writes through within the block, in one transaction. Only `ledger.action` and the set-up of tests call this."""
    with transaction.atomic():
        connection.ensure_connection()
        depth: int = getattr(connection, "_roeland_gate", 0)
        if depth == 0:
            _open(connection)
        connection._roeland_gate = depth + 1  # type: ignore[attr-defined] # noqa: SLF001 -- see _on_connection
        failed = True
        try:
            yield
            failed = False
        finally:
            connection._roeland_gate = depth  # type: ignore[attr-defined] # noqa: SLF001 -- see _on_connection
            if depth == 0:
                _close(connection, failed=failed)


def is_open() -> bool:
    return getattr(connection, "_roeland_gate", 0) > 0


@contextmanager
def unguarded() -> Iterator[None]:
    """For migrations only: no gate on connections within the block (PostgreSQL migrates as the owner instead)."""
    token = _unguarded.set(True)
    if connection.connection is not None and connection.vendor == "sqlite":
        connection.connection.set_authorizer(None)
    elif connection.connection is not None and steps_down(connection):
        _set_role(connection, "RESET ROLE")
    try:
        yield
    finally:
        _unguarded.reset(token)
        connection.close()  # the next connection is guarded from its first statement


def grants() -> Iterator[str]:
    """The PostgreSQL statements that give the two roles their rights; run by the owner after each migration."""
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APP}, {WRITER}"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {WRITER}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {APP}, {WRITER}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}, {WRITER}"
    yield f"GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WRITER}"
    for table in sorted(FREE & set(connection.introspection.table_names())):
        yield f"GRANT INSERT, UPDATE, DELETE ON {connection.ops.quote_name(table)} TO {APP}"
    for table, columns in sorted(APPEND_ONLY.items()):
        name = connection.ops.quote_name(table)
        yield f"REVOKE UPDATE, DELETE ON {name} FROM {WRITER}"
        if columns:
            yield f"GRANT UPDATE ({', '.join(columns)}) ON {name} TO {WRITER}"
