"""Texts that are longer than a table takes: PostgreSQL refuses those, SQLite does not."""

import pytest
from django.apps import apps

from roeland.kernel.scope import scope
from roeland.logs import store
from roeland.logs.actions.runs import start_run
from roeland.logs.formats.converting import LONGEST
from roeland.logs.models import Case, LogUser
from tests.logs import months
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World

pytestmark = pytest.mark.usefixtures("november", "committing")


def test_two_long_users_stay_two_and_fit(world: World) -> None:
    long = "cn=" + "x" * 10_000
    rows = [line(1, user=f"{long}a"), line(2, user=f"{long}b"), line(3, user="y" * LONGEST)]
    done = taken(world, source(world), csv(rows))
    assert (done.refused, done.found.rows, len(done.found.users)) == ("", 3, 3)
    with scope(world.system, [world.zonderbeke]):
        assert max(map(len, LogUser.objects.values_list("user_id", flat=True))) == LONGEST


def test_a_long_service_is_cut_where_the_tables_cut(world: World) -> None:
    months.people(world)
    service, team = "s" * 300, "d" * 300
    rows = [line(n, day=1 + 3 * n, hour="22:00", service=service, citizen=number(7)) for n in range(1, 7)]
    where = source(world)
    taken(world, where, csv(rows))
    staff = {"user_id": "wie", "team": "dienst", "from_ts": "van", "person_number": "nr", "person_email": "mail"}
    listed = [f"an;{team};01/01/2020;;", f"nobody;{team};01/01/2020;{'9' * 300};{'e' * 300}@zonderbeke.be"]
    people = source(world, name="HR", kind="staff", mapping={"fields": staff})
    taken(world, people, csv(listed, head="wie;dienst;van;nr;mail"), "hr.csv")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert {row["service"] for row in stored(where)} == {service[:LONGEST]}
    with scope(world.system, [world.zonderbeke]):
        assert set(Case.objects.values_list("team", flat=True)) == {team[:LONGEST]}
        for model in apps.get_app_config("logs").get_models():
            for field in model._meta.concrete_fields:
                if size := getattr(field, "max_length", None):
                    found = model._default_manager.values_list(field.name, flat=True)
                    assert all(len(text) <= size for text in found if isinstance(text, str)), field


def test_a_number_at_the_end_of_a_long_text_is_hidden_whole(world: World) -> None:
    where, secret = source(world), number(7)
    taken(world, where, csv([line(1, service="s" * (LONGEST - 10) + " " + secret)]))
    (row,) = stored(where)
    assert secret[:8] not in row["service"]
    assert not any(
        secret[:9].encode() in path.read_bytes() for path in store.folder(where.authority_id).rglob("*.parquet")
    )
