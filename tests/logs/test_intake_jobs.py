"""What time does to files: folders, late files, terms, and what a report says is lacking."""

import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from roeland.cli.logs import logs
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerPayload
from roeland.logs import clocks, inbox, keys, store, vault
from roeland.logs.actions.sources import end_source
from roeland.logs.jobs.intake import end_terms, look_in_folders, notice_late
from roeland.logs.models import Delivery, Source
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World

NOW = datetime(2026, 11, 10, 9, tzinfo=UTC)  # a Tuesday


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def october(days: range = range(1, 32), each: int = 1, start: int = 0) -> list[str]:
    made = start
    lines = []
    for day in days:
        if date(2026, 10, day).isoweekday() < 6:
            for place in range(each):
                made += 1
                lines.append(line(made, day=day, hour=f"{8 + place % 9:02}:{place * 7 % 60:02}"))
    return lines


def tasks(world: World) -> list[Task]:
    with scope(world.system, [world.zonderbeke]):
        return list(Task.objects.filter(source_kind="logs.source").order_by("number"))


def test_a_late_file_is_one_task_that_goes_when_the_file_comes(world: World) -> None:
    with clock.at(datetime(2026, 10, 6, 9, tzinfo=UTC)):  # after the day of September
        where = source(world, due_day=5, supplier="Leverancier", contract_clause="artikel 12")
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        assert notice_late() == 0  # the day itself is in time
    assert notice_late() == 1
    assert notice_late() == 0
    task = tasks(world)[0]
    assert task.title == "Bestand van oktober 2026 ontbreekt: Rijksregister"
    assert (task.audience, task.lead_role, "artikel 12" in task.instruction) == ("ksz_log", "security_officer", True)
    taken(world, where, csv(october(range(1, 10))), "half.csv")
    assert tasks(world)[0].status != "accepted"  # not the whole month
    taken(world, where, csv(october(range(10, 32), start=100)), "rest.csv")
    assert tasks(world)[0].status == "accepted"
    assert notice_late() == 0
    with clock.at(NOW + timedelta(days=30)):
        assert notice_late() == 1  # november
        with scope(world.system, [world.zonderbeke]):
            row = Source.objects.get(pk=where.pk)
        end_source(world.actor("dina"), source=row, reason="weg")
        assert notice_late() == 1
        assert [task.status for task in tasks(world)] == ["accepted", "skipped"]


def test_a_source_that_was_made_after_the_day_is_not_late(world: World) -> None:
    source(world, due_day=5)
    assert notice_late() == 0


def test_a_file_in_a_folder_is_taken_when_it_does_not_grow(world: World, data_folder: Path) -> None:
    where = source(world, folder="burgerzaken")
    assert look_in_folders() == 0
    folder = inbox.folder(world.zonderbeke, where)
    assert folder == data_folder / "consultations" / str(world.zonderbeke.pk) / "in" / "burgerzaken"
    good, bad, half = folder / "oktober.csv", folder / "kapot.csv", folder / "straks.csv.part"
    good.write_bytes(csv([line(1)]))
    bad.write_bytes(b"zomaar iets\n")
    half.write_bytes(csv([line(2)]))
    (folder / "link.csv").symlink_to(good)
    assert look_in_folders() == 0
    good.write_bytes(csv([line(1), line(2)]))  # still growing
    assert look_in_folders() == 1
    assert look_in_folders() == 1
    assert sorted(path.name for path in folder.iterdir()) == ["done", "link.csv", "refused", "straks.csv.part"]
    assert len(stored(where)) == 2
    done, refused = list((folder / "done").iterdir()), sorted((folder / "refused").iterdir())
    assert [path.suffix for path in done] == [".txt"]
    assert number(2) not in done[0].read_text()
    assert "2 rijen geïmporteerd" in done[0].read_text()
    assert [path.suffix for path in refused] == [".csv", ".txt"]
    assert "heeft geen eerste regel" in refused[1].read_text()
    with scope(world.system, [world.zonderbeke]):
        assert sorted(Delivery.objects.values_list("how", "state")) == [("folder", "read"), ("folder", "refused")]


@pytest.mark.parametrize("chosen", [False, True])
def test_what_a_folder_refuses_is_closed_and_goes_after_its_term(
    world: World, tmp_path: Path, settings: Any, chosen: bool
) -> None:
    if chosen:
        settings.CONFIG = replace(settings.CONFIG, log_inbox_setting=tmp_path / "inbox")
    where = source(world, folder="rr")
    folder = inbox.folder(world.zonderbeke, where)
    folder.mkdir(parents=True, exist_ok=True)
    data = csv([line(1)])
    for name, content in (("a.csv", data), ("b.csv", data), ("c.csv", b"kapot" + data), ("d.csv", b"\0" * 300)):
        (folder / name).write_bytes(content)
    (folder / "c.csv").chmod(0o644)
    assert [look_in_folders(), look_in_folders(), look_in_folders()] == [0, 4, 0]
    assert sorted(path.name.partition("-")[2][12:] for path in (folder / "done").iterdir()) == [
        "a.csv.txt",
        "b.csv.txt",
    ]
    kept = sorted((folder / "refused").iterdir())
    assert sorted(path.name[21:] for path in kept) == ["c.csv", "c.csv.txt", "d.csv", "d.csv.txt"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept if path.suffix == ".csv")
    assert (folder / "refused").stat().st_mode & 0o777 == 0o700
    by_hand = folder / "refused" / "zonder-datum.csv"
    by_hand.write_bytes(data)
    os.utime(by_hand, (NOW.timestamp(), NOW.timestamp()))
    with clock.at(NOW + timedelta(days=14)):
        assert end_terms() == 0
        assert by_hand.stat().st_mode & 0o777 == 0o600
    with clock.at(NOW + timedelta(days=15)):
        assert end_terms() == 5
    assert list((folder / "refused").iterdir()) == []
    assert len(list((folder / "done").iterdir())) == 2


def test_what_still_comes_for_a_source_that_ended_is_refused_and_closed(world: World) -> None:
    where = source(world, folder="burgerzaken")
    look_in_folders()
    end_source(world.actor("dina"), source=where, reason="weg")
    folder = inbox.folder(world.zonderbeke, where)
    (folder / "november.csv").write_bytes(csv([line(1)]))
    assert [look_in_folders(), look_in_folders()] == [0, 1]
    assert [path.name for path in folder.iterdir()] == ["refused"]
    file, note = sorted((folder / "refused").iterdir(), key=lambda path: path.suffix)
    assert file.stat().st_mode & 0o777 == 0o600
    assert note.read_text() == "Deze bron is beëindigd.\n"
    assert stored(where) == []


def test_a_file_that_cannot_be_opened_is_set_aside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    where = source(world, folder="rr")
    folder = inbox.folder(world.zonderbeke, where)
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(csv([line(1)]))
    plain = Path.open

    def closed(self: Path, mode: str = "r", **more: Any) -> Any:
        if self.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return plain(self, mode, **more)

    monkeypatch.setattr(Path, "open", closed)
    assert [look_in_folders(), look_in_folders(), look_in_folders()] == [0, 1, 0]
    note = next((folder / "refused").glob("*.txt"))
    assert note.read_text() == "a.csv kan niet geopend worden. Kijk na wie het mag lezen, en plaats het opnieuw.\n"


def test_a_chosen_folder_is_named_by_the_authority(world: World, tmp_path: Path, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, log_inbox_setting=tmp_path / "inbox")
    where = source(world, folder="rr")
    folder = tmp_path / "inbox" / "zonderbeke" / "rr"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(csv([line(1)]))
    assert [look_in_folders(), look_in_folders()] == [0, 1]
    assert len(stored(where)) == 1


@pytest.mark.usefixtures("committing")
def test_terms_end_raw_file_key_and_consultations(world: World) -> None:
    where, place = source(world), world.zonderbeke.pk
    done = taken(world, where, csv([line(1)]))
    assert done.found.keep_until == date(2027, 11, 10)
    assert end_terms() == 0
    with clock.at(datetime(2027, 11, 11, 9, tzinfo=UTC)):
        assert end_terms() == 1
        assert not vault.path(place, done.found.id).exists()
        assert len(stored(where)) == 1  # by pseudonym it still counts
    with clock.at(datetime(2028, 1, 1, 9, tzinfo=UTC)):
        assert end_terms() == 1
        with pytest.raises(keys.NoKey):
            keys.find_vault_key(place, "vault-2026")
    with clock.at(datetime(2029, 11, 1, 9, tzinfo=UTC)):
        assert end_terms() == 1
        assert stored(where) == []
        assert end_terms() == 0
    with scope(world.system, [world.zonderbeke]):
        assert Delivery.objects.get().state == "blanked"
    assert keys.pseudonym(place, number(1)) is not None


def test_missing_days_half_days_and_jumps_are_told(world: World) -> None:
    where = source(world)
    lines = october(each=60)
    lines = [one for one in lines if ";14/10/2026;" not in one and ";15/10/2026;" not in one]
    lines = [one for one in lines if not (";20/10/2026;" in one and one.split(";")[2] >= "12:00")]
    told = {one["kind"]: one for one in taken(world, where, csv(lines)).found.gaps}
    assert told["days"]["text"] == "2 werkdagen ontbreken: wo 14 okt. en do 15 okt."
    assert told["half"]["days"] == ["2026-10-20"]
    assert told["jumps"]["count"] == 120 + (60 - sum(";20/10/2026;" in one for one in lines))
    assert "clock" not in told


def test_a_whole_month_lacks_nothing(world: World) -> None:
    assert taken(world, source(world), csv(october(each=20))).found.gaps == []


def test_days_between_two_files_are_missed_too(world: World) -> None:
    where = source(world)
    taken(world, where, csv(october(range(1, 10))))
    told = taken(world, where, csv(october(range(14, 20), start=50)), "twee.csv").found.gaps
    assert told[0]["days"] == ["2026-10-12", "2026-10-13"]


def test_a_clock_that_is_an_hour_ahead_of_the_other_source_is_told(world: World) -> None:
    taken(world, source(world), csv(october(each=20)))
    other = source(world, name="tweede", mapping={**source_mapping(), "zone": "UTC"})
    told = {one["kind"]: one for one in taken(world, other, csv(october(each=20))).found.gaps}
    assert told["clock"]["count"] == 120
    assert told["clock"]["text"].startswith("De klok lijkt 2 uur voor te lopen op de andere bronnen")


def source_mapping() -> dict[str, Any]:
    from tests.logs.intake_kit import FIELDS

    return {"fields": FIELDS}


@pytest.mark.parametrize("shift", [-8, -2, 0, 4])
def test_the_best_shift_is_found(shift: int) -> None:
    usual = [0.0] * clocks.QUARTERS
    usual[32:40], usual[44:66] = [0.06] * 8, [0.02] * 22
    assert (
        clocks.best_shift([usual[(place - shift) % clocks.QUARTERS] for place in range(clocks.QUARTERS)], usual)
        == shift
    )


def worked(draw: random.Random, count: int, quarters: Sequence[int], later: int = 0) -> list[float]:
    """The shares of so many consultations at any of these quarters."""
    found = [0.0] * clocks.QUARTERS
    for _ in range(count):
        found[draw.choice(quarters) + later] += 1 / count
    return found


def test_an_hour_is_found_in_a_few_hundred_consultations() -> None:
    """Belgian time read as UTC, in a small authority: a quarter holds some six of them, so chance hides the hour in each."""
    draw, office, morning = random.Random(11), range(32, 66), range(30, 52)
    for later in (-4, 0, 4, 8):
        found = [clocks.best_shift(worked(draw, 260, office, later), worked(draw, 400, office)) for _ in range(20)]
        assert sum(abs(one - later) < 2 for one in found) >= (20 if later == 0 else 17)
    others = [clocks.best_shift(worked(draw, 260, morning), worked(draw, 400, office)) for _ in range(20)]
    assert others == [0] * 20


def test_the_command_imports_and_states_who_did(world: World, tmp_path: Path) -> None:
    where = source(world)
    file = tmp_path / "log.csv"
    file.write_bytes(csv([line(1), line(2, citizen="12345678901")]))
    arguments = ["import", "--authority", "zonderbeke", "--source", "rijksregister", str(file)]
    tried = CliRunner().invoke(logs, [*arguments, "--test", "--json"])
    assert tried.exit_code == 0, tried.output
    assert json.loads(tried.output)["imported"] is False
    assert stored(where) == []
    done = CliRunner().invoke(logs, arguments)
    assert done.exit_code == 0, done.output
    assert "1 rijen, van 01/10/2026 tot en met 01/10/2026, 0 dubbel, 1 overgeslagen." in done.output
    with scope(world.system, [world.zonderbeke]):
        payloads = [json.loads(bytes(row.payload or b"{}")) for row in LedgerPayload.objects.all()]
    stated = next(one for one in payloads if one.get("how") == "cli")
    assert stated["os_user"]
    assert CliRunner().invoke(logs, arguments).exit_code == 1
    wrong = CliRunner().invoke(logs, ["import", "--authority", "zonderbeke", "--source", "x", str(file)])
    assert "heeft geen bron “x”. Bekend: “Rijksregister”." in wrong.output
    assert store.days(world.zonderbeke.pk) == {date(2026, 10, 1)}
