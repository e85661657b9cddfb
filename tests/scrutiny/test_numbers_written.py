"""A national number however it is written, in a text or an integer, in every table: one pseudonym, and nowhere in an output."""

import random
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import columns, hiding, numbers, run
from tests.scrutiny.folders import KEY, NOW, cases, events, made, summary, verdicts

NUMBER, YOUNG, OTHER = "30121527388", "00010100105", "85073003328"
KEYED = numbers.Pseudonyms(KEY)
WRITTEN = [
    "+30121527388", "301215_27388", "0030121527388", "３０１２１５２７３８８", "30.12.15–273–88", "'30121527388", "30 12 15 273 88",
    "-30121527388", "30121527388.0", "\u200b30121527388", "٣٠١٢١٥٢٧٣٨٨", "301215%2D273%2E88",
]  # fmt: skip


def outputs(out: Path) -> str:
    written = "".join((out / name).read_text(encoding="utf-8") for name in ("cases.csv", "summary.json"))
    return written + "".join(
        str(pq.read_table(out / f"{name}.parquet").to_pylist()) for name in ("verdicts", "reasons")
    )


def looked(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    run.check(made(folder, **tables), folder / "out", key=KEY, now=NOW)
    return folder / "out"


@pytest.mark.parametrize("written", WRITTEN)
def test_one_pseudonym_however_a_number_is_written(written: str) -> None:
    assert (
        KEYED.citizen(written)
        == KEYED.of(NUMBER)
        == KEYED.citizen_number(int(NUMBER))
        == KEYED.citizen_number(-int(NUMBER))
    )
    assert KEYED.token("house", written) == KEYED.token("house", NUMBER) == KEYED.of(f"house\x1f{NUMBER}")
    assert KEYED.citizen("10100105") == KEYED.of(YOUNG) == KEYED.citizen_number(10100105)


def test_a_pseudonym_is_a_plain_integer_that_is_no_number() -> None:
    plain = ["0", "100", "-100", "1234567890123456789", "-1234567890123456789", str(-(2**63)), str(2**63 - 1)]
    assert [KEYED.citizen(text) for text in plain] == [int(text) for text in plain]
    assert [KEYED.citizen_number(int(text)) for text in plain] == [int(text) for text in plain]
    for meant in ("30121527389", "123456789", "123456789012", "301215.27389"):  # its length, and not its check
        assert KEYED.citizen(meant) is None
    assert KEYED.citizen_number(30121527389) is KEYED.citizen_number(-30121527389) is None
    for own in (123456789, 123456789012, 97):  # somebody's own pseudonyms; fewer than 8 digits never are a number
        assert (KEYED.citizen_number(own), KEYED.citizen_number(-own)) == (own, -own)
    for odd in ("+100", "1_00", "0100", "１００", "1" * 20, "12 345 678 901 234"):
        assert KEYED.citizen(odd) == KEYED.of("citizen\x1f" + odd)


def test_arrays_and_sql_say_what_the_text_says() -> None:
    drawn = random.Random(7)
    numbers_ = [drawn.randrange(10 ** drawn.randrange(1, 13)) * drawn.choice((1, -1)) for _ in range(20_000)]
    base = [drawn.randrange(10**5) * 10**4 + drawn.randrange(10_000) for _ in range(3000)]
    numbers_ += [one * 100 + 97 - one % 97 for one in base] + [
        -(one * 100 + 97 - (one + 2 * 10**9) % 97) for one in base
    ]
    told = [KEYED.citizen_number(one) != one for one in numbers_]
    assert 500 < sum(numbers.national(str(one)) != "" for one in numbers_) < len(numbers_)
    assert numbers.meant(np.array(numbers_)).tolist() == told
    rows = duckdb.from_arrow(pa.table({"n": [*numbers_, -(2**63), 2**63 - 1]}))
    assert [row[0] for row in rows.project(numbers.meant_sql("n", also_wrong=True)).fetchall()] == [*told, False, False]
    sure = [numbers.national(str(one)) != "" for one in numbers_]
    assert [row[0] for row in rows.project(numbers.meant_sql("n", also_wrong=False)).fetchall()] == [
        *sure,
        False,
        False,
    ]


def test_a_column_of_integers_with_empty_places() -> None:
    turn = columns.Turn(duckdb.connect(), {}, KEYED, str)
    given = pa.chunked_array(
        [[None, 5, int(NUMBER)], [-int(NUMBER), 2**62, 30121527389, -(2**63), int(NUMBER)]], pa.int64()
    )
    token = KEYED.of(NUMBER)
    assert turn.citizens(given).to_pylist() == [None, 5, token, token, 2**62, None, -(2**63), token]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("parquet", [False, True])
def test_no_way_of_writing_passes_and_dossiers_still_fit(tmp_path: Path, written: str, parquet: bool) -> None:
    made(tmp_path, consult=events({"citizen": written}, {"citizen": written, "ts": "2026-05-20T22:00"}))
    if parquet:
        rows = duckdb.sql(f"SELECT event_id::BIGINT AS event_id, ts::TIMESTAMP AS ts, user_id, citizen::VARCHAR AS citizen FROM read_csv('{tmp_path}/consult.csv', all_varchar=true)")  # fmt: skip
        pq.write_table(rows.to_arrow_table(), tmp_path / "consult.parquet")
        (tmp_path / "consult.csv").unlink()
    pq.write_table(
        pa.table({"citizen": [-int(NUMBER)], "worker": ["an"], "opened": ["2026-03-01"], "closed": ["2026-03-12"]}),
        tmp_path / "dossiers.parquet",
    )
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found = verdicts(tmp_path / "out")
    assert found[1][0] == "dossier-worker"
    assert found[2][0] is None
    assert cases(tmp_path / "out")[0]["citizen"] == str(KEYED.of(NUMBER))
    assert NUMBER not in outputs(tmp_path / "out")


def test_a_household_known_by_a_number_is_hashed_in_memory(tmp_path: Path) -> None:
    """In a text column of one table and an integer column of another: the same token, and never the number."""
    made(
        tmp_path,
        staff=[
            {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 7, "house": f"{NUMBER[:6]}-{NUMBER[6:]}"}
        ],
    )
    pq.write_table(
        pa.table({"citizen": [100], "house": [int(NUMBER)], "street": [-(2**63)]}), tmp_path / "citizens.parquet"
    )
    out = looked(
        tmp_path,
        staff=[
            {"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 7, "house": f"{NUMBER[:6]}-{NUMBER[6:]}"}
        ],
    )
    assert verdicts(out)[1][1] == ["own-household"]
    con = duckdb.connect()
    reader = run.Reader(con, KEYED, NOW)
    reader.read(tmp_path)
    held = {row[0] for row in con.execute("SELECT house FROM staff UNION ALL SELECT house FROM citizens").fetchall()}
    assert held == {KEYED.of(f"house\x1f{NUMBER}")}


def test_users_events_and_files_that_hold_a_number(tmp_path: Path) -> None:
    """Two users stay two, every consultation is kept, and no output has the number."""
    late = {"ts": "2026-03-14T22:00"}
    rows = events(
        {"user_id": f"INSZ:{NUMBER}", **late}, {"user_id": f"{NUMBER}@x.be", **late}, {"user_id": "bo", **late}
    )
    rows = [
        {**row, "event_id": name}
        for row, name in zip(rows, (f"MAGDA-{NUMBER}", "A-20261122101500123456", "C"), strict=True)
    ]
    made(tmp_path, consult=rows)
    for number in (NUMBER, OTHER):
        (tmp_path / f"consult-{number}.csv").write_text(
            (tmp_path / "consult.csv").read_text().replace("MAGDA-", f"{number[:2]}-")
        )
    (tmp_path / f"Staff2 {NUMBER}.csv").write_text("x")
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    out = outputs(tmp_path / "out")
    assert NUMBER not in out
    assert OTHER not in out
    done = summary(tmp_path / "out")
    assert {"consult-[nummer].csv", "consult-[nummer].csv (2)"} <= set(done["inputs"])
    assert "Staff2 [nummer].csv" in {one["file"] for one in done["problems"]}
    assert [(one["column"], one["count"]) for one in done["problems"] if "pseudoniem" in one["text"]] == [
        ("event_id", 3)
    ]
    assert {row["user_id"] for row in cases(tmp_path / "out")} == {
        str(KEYED.of(f"user\x1fINSZ:{NUMBER}")),
        str(KEYED.of(f"user\x1f{NUMBER}@x.be")),
        "bo",
    }
    found = set(verdicts(tmp_path / "out"))
    assert len(found) == done["events"] == 5
    assert {str(KEYED.of(f"event\x1fMAGDA-{NUMBER}")), "A-20261122101500123456", "C"} <= found


def test_texts_that_hold_a_number_are_found_in_steps_of_arrow() -> None:
    held = [
        f"a{NUMBER}",
        f"11.30.12-152.73 {OTHER}",
        "30.12.15-273.88",
        "x ００010100105 y",
        "é 0030121527388",
        f"12345678901/{NUMBER}",
        f"/personen?filter=%7B%22insz%22%3A%22{NUMBER}%22%7D",
        f"q=%2522{NUMBER}",
        "naar=30.12.15%2D273.88",
    ]
    free = [
        "",
        "C",
        "0-00000000000",
        "20261122101500123456",
        f"1{NUMBER}",
        "30121527389",
        "2026-11-22 10:15",
        "café",
        "100%",
        "%2230121527389",
    ]
    given = pa.chunked_array([pa.array(held), pa.array(free), pa.array([], pa.string())])
    texts, count = hiding.hidden(given, KEYED)
    assert count == len(held)
    assert texts.to_pylist() == [str(KEYED.of("event\x1f" + text)) for text in held] + free
    assert [numbers.holds_national(text) for text in held + free] == [True] * len(held) + [False] * len(free)


def test_a_long_text_of_nothing_but_escapes_is_read_a_few_times_only() -> None:
    """Each reading takes two of three signs: a megabyte of it would be read half a million times."""
    long = "%" + "25" * 400_000
    assert numbers.figures(long) == "%" + "25" * (400_000 - numbers.ESCAPED)
