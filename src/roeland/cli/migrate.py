"""`roeland migrate`: as the owner of the tables; on PostgreSQL it also says what the application's role may do."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from roeland.cli.progress import Progress
from roeland.cli.start import json_option, read_config, show
from roeland.config import Config, django_database
from roeland.kernel import gate

ROLES = f"""CREATE ROLE {gate.WRITER} NOLOGIN;
CREATE ROLE {gate.APP} LOGIN NOINHERIT PASSWORD '...';
GRANT {gate.WRITER} TO {gate.APP};"""


@click.command()
@json_option
def migrate(as_json: bool) -> None:
    """Maak de databank of werk ze bij naar deze versie.

    PostgreSQL: DATABASE_OWNER_URL is de rol die de tabellen bezit; DATABASE_URL de rol van de toepassing.
    """
    config = read_config()
    applied, tables = migrate_database(config)
    where = "PostgreSQL" if config.is_postgres else str(config.sqlite_path)
    lines = [f"{applied} stappen uitgevoerd op {where}." if applied else f"De databank is bij ({where})."]
    if config.is_postgres:
        lines.append(f"Rechten gezet op {tables} tabellen.")
    show({"applied": applied, "database": where, "tables": tables}, lines, as_json=as_json)


class _Steps(io.StringIO):
    """What Django says while it migrates, as progress with counts: *Databank bijwerken: 12 van 63 stappen (duties)*."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total, self.done = total, 0
        self.progress = Progress("Databank bijwerken")

    def write(self, text: str) -> int:
        """Count each step that is announced."""
        for line in text.splitlines():
            word, _, name = line.strip().partition(" ")
            if word == "Applying":
                self.done += 1
                self.progress.show(self.done, self.total, f"stappen ({name.split('.')[0]})")
        return len(text)


def pending() -> list[str]:
    """Names of the migrations that still have to run (`room.0001_name`)."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def _new_tables_alone() -> Iterator[None]:
    """In an empty database, put each new model beside the others in the state of migrations, without rendering those again.

    Django renders every related model anew for each new one, and here all refer to the authority: that was most of the time. Nothing
    refers to a model that was not there yet. `tests/cli/test_migrate.py` holds that the tables are the same ones.
    """
    plain: Any = ProjectState._find_reload_model  # type: ignore[attr-defined]  # noqa: SLF001 -- there is no setting for it

    def found(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        if model_name not in self.apps.all_models.get(app_label, {}):
            return {(app_label, model_name)}
        whole: set[tuple[str, str]] = plain(self, app_label, model_name, delay)
        return whole

    ProjectState._find_reload_model = found  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        yield
    finally:
        ProjectState._find_reload_model = plain  # type: ignore[attr-defined]  # noqa: SLF001


def empty() -> bool:
    """Whether no migration ran here yet."""
    return not MigrationRecorder(connection).applied_migrations()


def migrate_database(config: Config) -> tuple[int, int]:
    """Run what is pending: (migrations, tables with grants). Afterwards the connection is the application's again."""
    if config.is_postgres and not config.database_owner_url:
        raise click.ClickException("DATABASE_OWNER_URL ontbreekt: de rol die de tabellen bezit en mag wijzigen.")
    as_app = dict(connection.settings_dict)
    if config.is_postgres:
        connection.close()
        connection.settings_dict.update(django_database(config, owner=True))
    try:
        with gate.unguarded():
            todo = len(pending())
            if todo:
                with _new_tables_alone() if empty() else nullcontext():
                    call_command("migrate", interactive=False, verbosity=1, no_color=True, stdout=_Steps(todo))
            tables = say_grants() if config.is_postgres else 0
    finally:
        connection.close()
        connection.settings_dict.update(as_app)
    return todo, tables


def say_grants() -> int:
    """Say as the owner what the two roles may do; the number of tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[gate.APP, gate.WRITER]])
        if missing := {gate.APP, gate.WRITER} - {name for (name,) in cursor.fetchall()}:
            raise click.ClickException(
                f"PostgreSQL kent {', '.join(sorted(missing))} nog niet. Laat de beheerder uitvoeren:\n{ROLES}"
            )
        for statement in gate.grants():
            cursor.execute(statement)
        return len(connection.introspection.table_names(cursor))
