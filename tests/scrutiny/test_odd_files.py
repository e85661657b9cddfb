"""Files that are nearly right: what can be read is read, the rest is told at its own place, and nothing goes without a word."""

from pathlib import Path

from tests.scrutiny.folders import checked, events, summary


def test_what_lacks_is_a_table_or_a_column(tmp_path: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "search_key"} for row in events({})]
    done = summary(
        checked(
            tmp_path,
            consult=rows,
            dossiers=[{"citizen": 100, "opened": "2026-03-01"}],
            citizens=[{"citizen": 100, "street": 5}],
        )
    )
    assert done["unavailable_flags"]["by-name"] == "consult.search_key"
    assert done["unavailable_flags"]["wrong-dossier"] == "consult.dossier_ref, dossiers.dossier_id"
    assert done["unavailable_flags"]["absent"] == "absences"
    assert done["unavailable_explanations"]["dossier-worker"] == "dossiers.worker"
    assert done["unavailable_explanations"]["ticket"] == "tickets"
    assert done["unavailable_flags"]["one-household"] == "citizens.house"
