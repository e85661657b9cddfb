"""Two files of one folder that deliver the same consultations under other numbers. A run tells that, and counts each: a folder has no sources, so
nobody says which file would keep them, and a verdict stands for every number. (Room `logs` knows its sources, and counts them once.)"""

from __future__ import annotations

from pathlib import Path

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.layouts import files

FEWEST = 20  # before it is told: a log may write the same twice in a second
SLICE = 500_000  # about how many are laid side by side at once
SAME = "user_id, citizen, epoch_us(ts) // 1000000, service, ip, search_key, dossier_ref"


def doubled(world: World, folder: Path, total: int) -> list[str]:
    """What a run says of it: nothing where hardly any are the same. One file is not looked at: what it says twice it says twice.

    Of many consultations those of a part of the citizens are looked at first; the rest only when these tell of some.
    """
    if len(files(folder, "consult")) == 1:
        return []
    parts = 1 << (total // SLICE).bit_length()
    group = f"SELECT count(*) - 1 AS more FROM consult WHERE citizen & {parts - 1} = {{}} GROUP BY {SAME} HAVING count(*) > 1"
    count = f"SELECT coalesce(sum(more), 0) FROM ({group})"
    found = world.one(count.format(0))
    if parts > 1 and found < FEWEST:
        return []
    found += sum(world.one(count.format(part)) for part in range(1, parts))
    if found < FEWEST:
        return []
    same = f"{found} raadplegingen zijn gelijk aan een andere onder een ander nummer"
    what = "dezelfde gebruiker, burger, seconde en inhoud"
    return [f"{same}: {what}. Ze tellen elk. Leveren twee bestanden hetzelfde, laat er dan één weg."]
