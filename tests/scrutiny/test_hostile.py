"""Broken and hostile input: told by file, row and column, never by value; the rest is processed; nothing is half written."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from roeland.cli.main import roeland
from roeland.scrutiny import numbers, run
from roeland.scrutiny.values import BadKey, CannotRun
from tests.scrutiny.folders import KEY, NOW, cases, checked, events, made, summary, verdicts


def number(first: str, *, century: bool = False) -> str:
    base = int(("2" if century else "") + first)
    return f"{first}{97 - base % 97:02}"


MAN, CHILD, BIS = number("850730033"), number("050101001", century=True), number("854730033")


def problems(out: Path) -> list[tuple[str, str, int | None]]:
    return [(one["file"], one["column"], one["row"]) for one in summary(out)["problems"]]


def test_national_and_bis_numbers_are_checked() -> None:
    assert all(numbers.is_national(text) for text in (MAN, CHILD, BIS))
    wrong = [
        MAN[:-1] + str((int(MAN[-1]) + 1) % 10),
        "85133003328",
        "8507300332",
        "abcdefghijk",
        "00000000097",
        "٨٥٠٧٣٠٠٣٣٢٨",
    ]
    assert not any(numbers.is_national(text) for text in wrong)


def test_a_number_gets_the_same_pseudonym_however_it_is_written() -> None:
    keyed = numbers.Pseudonyms(KEY)
    written = f"{CHILD[:2]}.{CHILD[2:4]}.{CHILD[4:6]}-{CHILD[6:9]}.{CHILD[9:]}"
    assert keyed.citizen(CHILD) == keyed.citizen(written) == keyed.citizen_number(int(CHILD))
    assert keyed.citizen(CHILD) != numbers.Pseudonyms(KEY + b"2").citizen(CHILD)
    assert (
        keyed.token("surname", "Van  Damme")
        == keyed.token("surname", "van damme")
        != keyed.token("street", "van damme")
    )
    assert keyed.citizen("-123456789012345678") == -123456789012345678


def test_no_number_name_or_street_leaves(tmp_path: Path) -> None:
    """Numbers, names and streets in every table, also in faulty rows and as name of a user, and none in any output."""
    bad = MAN[:-1] + str((int(MAN[-1]) + 1) % 10)
    rows = events(
        {"citizen": MAN},
        {"citizen": BIS, "user_id": CHILD},
        {"citizen": bad},
        {"ts": MAN, "citizen": CHILD},
        {"citizen": "Peeters Jan"},
    )
    made(
        tmp_path, consult=rows,
        staff=[{"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": MAN, "house": "Dorp 1", "street": "Dorpstraat", "surname": "Peeters"}],
        citizens=[{"citizen": MAN, "house": "Dorp 1", "street": "Dorpstraat", "surname": "Peeters"}],
        dossiers=[{"citizen": BIS, "worker": CHILD, "opened": "2026-03-01"}, {"citizen": bad, "worker": "an", "opened": "2026-03-01"}],
    )  # fmt: skip
    runner = CliRunner()
    (tmp_path / "key").write_bytes(KEY)
    said = runner.invoke(
        roeland,
        ["logs", "check", "--in", str(tmp_path), "--out", str(tmp_path / "out"), "--key-file", str(tmp_path / "key")],
    )
    assert said.exit_code == 0, said.output
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir()) + said.output.encode()
    written += repr(pq.read_table(tmp_path / "out" / "verdicts.parquet").to_pylist()).encode()
    for secret in (MAN, BIS, CHILD, bad, "Peeters", "Dorp", f"{int(CHILD)}"):
        assert secret.encode() not in written
    assert KEY not in written
    found = verdicts(tmp_path / "out")
    assert set(found) == {1, 2, 5}
    assert found[1][1] == ["self", "in-a-row"]
    assert found[2] == ("dossier-worker", ["unknown-user"])
    assert ("consult.csv", "citizen", 4) in problems(tmp_path / "out")
    assert ("dossiers.csv", "citizen", 3) in problems(tmp_path / "out")
    assert "rij 4, kolom citizen" in said.output


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = events({}, {"ts": "gisteren"}, {"ts": "2031-01-01"}, {"user_id": ""}, {"citizen": ""}, {"citizen": 101})
    out = checked(tmp_path, consult=rows)
    assert set(verdicts(out)) == {1, 6}
    assert problems(out) == [("consult.csv", "ts", 3), ("consult.csv", "user_id", 5), ("consult.csv", "citizen", 6)]
    assert summary(out)["problems"][0]["count"] == 2


def test_lines_that_are_no_csv(tmp_path: Path) -> None:
    made(tmp_path)
    head = b"event_id;ts;user_id;citizen;service\n"
    lines = [b"1;2026-03-10T09:00;an;100;RR", b"2;2026-03-10T09:00;an;100;caf\xe9", b"3;2026-03-10T09:00;an;100;" + b"x" * 3_000_000,
             b"4;2026-03-10T09:00;an", b'5;2026-03-10T09:00;an;100;"RR', b"6;2026-03-10T10:00;bo;100;RR"]  # fmt: skip
    (tmp_path / "consult.csv").write_bytes(head + b"\n".join(lines) + b"\n")
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    assert set(verdicts(tmp_path / "out")) == {1, 6}
    told = {one["row"]: one["text"] for one in summary(tmp_path / "out")["problems"]}
    assert set(told) == {3, 4, 5, 6}
    assert "UTF-8" in told[3]
    assert "1 MB" in told[4]


def test_a_broken_file_costs_that_file_only(tmp_path: Path) -> None:
    folder = made(tmp_path, dossiers=[{"citizen": 100, "worker": "an", "opened": "2026-03-01"}])
    whole = pa.table({"citizen": list(range(5000)), "worker": ["an"] * 5000, "opened": ["2026-03-01"] * 5000})
    pq.write_table(whole, folder / "dossiers-2.parquet")
    data = (folder / "dossiers-2.parquet").read_bytes()
    (folder / "dossiers-2.parquet").write_bytes(data[: len(data) // 2])
    damaged = bytearray(data)
    damaged[100 : len(data) // 2] = b"\xff" * (len(data) // 2 - 100)
    (folder / "dossiers-3.parquet").write_bytes(bytes(damaged))
    (folder / "tickets.csv").write_text("user_id;day\nan;2026-03-10\n")
    run.check(folder, folder / "out", key=KEY, now=NOW)
    assert verdicts(folder / "out")[1][0] == "dossier-worker"
    assert problems(folder / "out") == [
        ("dossiers-2.parquet", "", None),
        ("dossiers-3.parquet", "", None),
        ("tickets.csv", "citizen", None),
    ]
    assert summary(folder / "out")["unavailable_explanations"]["ticket"] == "tickets"


def test_the_same_half_day_twice_counts_once(tmp_path: Path) -> None:
    folder = made(tmp_path, consult=events({}, {"citizen": 101}))
    (folder / "consult-2.csv").write_bytes((folder / "consult.csv").read_bytes())
    run.check(folder, folder / "out", key=KEY, now=NOW)
    assert summary(folder / "out")["events"] == 2
    assert [(one["column"], one["count"]) for one in summary(folder / "out")["problems"]] == [("event_id", 2)]


def test_another_consultation_under_the_same_number_is_told_apart(tmp_path: Path) -> None:
    """A counter that begins anew in the second file: what cannot be kept is said to be left out, not to be the same."""
    folder = made(tmp_path, consult=events({}, {"citizen": 101}))
    rows = (folder / "consult.csv").read_text().splitlines()
    (folder / "consult-2.csv").write_text("\n".join([rows[0], rows[1], rows[2].replace("101", "102")]))
    run.check(folder, folder / "out", key=KEY, now=NOW)
    assert summary(folder / "out")["events"] == 2
    assert [(one["text"], one["count"]) for one in summary(folder / "out")["problems"]] == [
        (run.DOUBLE, 1),
        (run.OTHER, 1),
    ]


def test_works_on_consultations_and_staff_alone_and_says_so(tmp_path: Path) -> None:
    done = summary(checked(tmp_path))
    assert done["unexplained"] == 1
    assert done["unavailable_explanations"]["dossier-worker"] == "dossiers"
    assert done["unavailable_flags"]["watch"] == "citizens"
    assert done["key"] == "file"
    assert set(done["inputs"]) == {"consult.csv", "staff.csv"}


def test_what_lacks_is_said_once(tmp_path: Path) -> None:
    said = CliRunner().invoke(roeland, ["logs", "check", "--in", str(made(tmp_path)), "--out", str(tmp_path / "out")])
    assert "Geen verklaring dossier-street: dossiers, consult.dossier_ref, citizens ontbreken." in said.output
    assert "Geen verklaring ticket: tickets ontbreekt." in said.output
    assert "Geen signaal one-street: citizens ontbreekt." in said.output


def test_a_file_in_utf16_is_told_as_that(tmp_path: Path) -> None:
    folder = made(tmp_path, dossiers=[{"citizen": 100, "worker": "an", "opened": "2026-03-01"}])
    (folder / "dossiers.csv").write_text((folder / "dossiers.csv").read_text(encoding="utf-8"), encoding="utf-16")
    run.check(folder, folder / "out", key=KEY, now=NOW)
    assert [(one["file"], one["text"]) for one in summary(folder / "out")["problems"]] == [
        ("dossiers.csv", "dit is geen UTF-8 (UTF-16?), bewaar het als CSV UTF-8, bestand overgeslagen")
    ]
    assert verdicts(folder / "out")[1][0] is None


@pytest.mark.parametrize("rows", [[], events({"ts": "never"})])
def test_nothing_to_look_at_writes_nothing(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    folder = made(tmp_path, consult=rows or [{"event_id": ""}])
    with pytest.raises(CannotRun, match="geen raadplegingen"):
        run.check(folder, folder / "out", key=KEY, now=NOW)
    assert not (folder / "out").exists()


def test_a_failing_run_keeps_the_last_good_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = checked(tmp_path)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run.writing, "cases", full)
    with pytest.raises(OSError, match="space"):
        run.check(tmp_path, out, key=KEY, now=NOW)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_keys(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(b"short\n")
    for name in ("short", "absent"):
        with pytest.raises(BadKey):
            run.read_key(tmp_path / name)
    folder = made(
        tmp_path / "w",
        consult=events({"citizen": MAN, "ts": "2026-03-10T22:00"}, {"citizen": MAN, "ts": "2026-03-14T22:00"}),
    )
    seen = set()
    for out in ("one", "two"):
        said = CliRunner().invoke(
            roeland, ["logs", "check", "--in", str(folder), "--out", str(tmp_path / out), "--json"]
        )
        assert json.loads(said.output)["key"] == "this run only"
        seen.add(cases(tmp_path / out)[0]["citizen"])
    assert len(seen) == 2
