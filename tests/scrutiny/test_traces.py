"""What looks like misuse and is work, and what looks like work and is not: traces that worlds of other hands showed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from roeland.scrutiny import run, wording
from roeland.scrutiny.examples import write
from tests.scrutiny.folders import KEY, NOW, cases, verdicts

Row = dict[str, object]
TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)


def look(
    folder: Path, looks: list[Row], **tables: list[Row]
) -> tuple[dict[tuple[str, str], dict[str, str]], dict[int, tuple[str | None, list[str]]]]:
    """Cases by user and citizen, and verdicts by number."""
    folder.mkdir()
    rows: list[Row] = [
        {"service": "RR", "search_key": "insz", **row, "event_id": number} for number, row in enumerate(looks, 1)
    ]
    users = sorted({str(row["user_id"]) for row in rows})
    staff: list[Row] = tables.pop("staff", []) or [
        {"user_id": user, "team": "a", "from_ts": "2025-01-01"} for user in users
    ]
    for table, lines in {"consult": rows, "staff": staff, **tables}.items():
        write(folder / f"{table}.csv", lines)
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return {(row["user_id"], row["citizen"]): row for row in cases(folder / "out")}, verdicts(folder / "out")


def at(moment: datetime, **more: object) -> Row:
    return {"user_id": "an", "ts": moment.isoformat(), **more}


def daily(user: str = "an", days: int = 40, first: int = 10_000) -> list[Row]:
    """Ordinary work: ten citizens a day."""
    return [
        {"user_id": user, "citizen": first + 10 * day + place, "ts": (datetime(2026, 1, 26, 8, tzinfo=UTC) + timedelta(days=day, minutes=31 * place)).isoformat()}
        for day in range(days) for place in range(10)
    ]  # fmt: skip


def test_who_handled_a_dossier_comes_back_to_it_for_some_weeks(tmp_path: Path) -> None:
    """After-care of one's own is no closed dossier; after a month it is, and that of a colleague at once."""
    dossiers: list[Row] = [
        {"citizen": citizen, "worker": worker, "team": "a", "opened": "2025-06-01", "closed": (TUESDAY - timedelta(days=days)).date().isoformat()}
        for citizen, worker, days in ((1, "an", 25), (2, "an", 40), (3, "bo", 25))
    ]  # fmt: skip
    looks = [at(TUESDAY + timedelta(hours=place), citizen=place) for place in (1, 2, 3)]
    _listed, found = look(tmp_path / "in", looks, dossiers=dossiers)
    assert [found[number][0] for number in (1, 2, 3)] == [None, None, None]
    assert ["closed-dossier" in found[number][1] for number in (1, 2, 3)] == [False, True, True]


def mailing(named: int, forgotten: int) -> tuple[list[Row], list[Row]]:
    """Letters to so many, eleven seconds apart, each with an inscription but for every so-manieth."""
    start = TUESDAY + timedelta(hours=4)
    looks = [at(start + timedelta(seconds=11 * place), citizen=500 + place) for place in range(named)]
    inscribed: list[Row] = [
        {"citizen": 500 + place, "team": "a", "from_ts": "2026-01-01"} for place in range(named) if place % forgotten
    ]
    return looks, inscribed


def test_who_was_forgotten_in_a_mailing_is_no_question(tmp_path: Path) -> None:
    """One in thirty has no reason, in the middle of a list that has one. The same ones without the list are, and so is who is looked up by name
    meanwhile."""
    looks, inscribed = mailing(360, 30)
    names = [
        at(TUESDAY + timedelta(hours=4, minutes=20 + 2 * place), citizen=950 + place, search_key="naam")
        for place in range(6)
    ]
    listed, found = look(
        tmp_path / "mailing", [*looks, *names, *daily()], inscriptions=[*inscribed, *_reasons(daily())]
    )
    left = [number for number in range(1, 361) if found[number][0] is None]
    assert len(left) == 12
    assert sorted(int(row[1]) for row in listed if int(row[1]) < 1000) == [950 + place for place in range(6)]
    alone = [row for place, row in enumerate(looks) if not place % 30]
    listed, _found = look(tmp_path / "alone", [*alone, *daily()], inscriptions=_reasons(daily()))
    assert len([row for row in listed if int(row[1]) < 1000]) == 12


def _reasons(looks: list[Row]) -> list[Row]:
    return [{"citizen": row["citizen"], "team": "a", "from_ts": "2026-01-01"} for row in looks]


def test_the_oftener_somebody_comes_back_the_heavier_it_is(tmp_path: Path) -> None:
    def weekly(user: str, citizen: int, times: int) -> list[Row]:
        return [at(TUESDAY - timedelta(weeks=week), user_id=user, citizen=citizen) for week in range(times)]

    others = [*daily(), *daily("bo", first=20_000)]
    listed, _found = look(
        tmp_path / "in", [*weekly("an", 1, 9), *weekly("bo", 2, 3), *others], inscriptions=_reasons(others)
    )
    assert float(listed["an", "1"]["score"]) > float(listed["bo", "2"]["score"]) + 1


def test_a_duty_is_no_reason_to_look_at_ones_own_street(tmp_path: Path) -> None:
    """A ticket is, and so is a duty for somebody whom the worker has no tie with."""
    night = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
    citizens: list[Row] = [
        {"citizen": citizen, "house": 800 + citizen, "street": 70 if citizen < 30 else 71} for citizen in range(1, 60)
    ]
    staff: list[Row] = [{"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 90, "house": 7, "street": 70}]
    looks = [at(night + timedelta(minutes=40 * place), citizen=citizen) for place, citizen in enumerate((1, 2, 40))]
    listed, found = look(
        tmp_path / "in", looks, citizens=citizens, staff=staff,
        oncall=[{"user_id": "an", "day": "2026-03-10"}], tickets=[{"user_id": "an", "citizen": 2, "day": "2026-03-10"}],
    )  # fmt: skip
    assert [found[number][0] for number in (1, 2, 3)] == [None, "ticket", "oncall"]
    assert list(listed) == [("an", "1")]


def test_who_lives_with_a_colleague_is_never_called_so() -> None:
    """So few people fit that the kind of tie would name them."""
    assert wording.sentences([{"flag": "mate-household", "count": 2, "days": 1}]) == [wording.SPECIAL]
    assert wording.visible([{"flag": "mate-household"}]) == [wording.HIDDEN]


def test_the_role_of_nobody_in_particular_is_a_shared_account(tmp_path: Path) -> None:
    """As the staff list calls it where it has no column of its own; who works at the counter and has a number is one person."""
    hours = [row for week in range(5) for row in _counter(week)]
    late = [at(datetime(2026, 3, 2, 17, 40, tzinfo=UTC), user_id=user, citizen=1) for user in ("balie1", "griet")]
    staff: list[Row] = [
        {"user_id": "balie1", "team": "a", "from_ts": "2025-01-01", "role": "Gedeeld account", "own": ""},
        {"user_id": "griet", "team": "a", "from_ts": "2025-01-01", "role": "Loketbediende", "own": 9},
    ]
    _listed, found = look(tmp_path / "in", [*late, *hours], staff=staff)
    assert ["shut" in found[number][1] for number in (1, 2)] == [True, False]


def _counter(week: int) -> list[Row]:
    start = datetime(2026, 2, 2, 8, tzinfo=UTC) + timedelta(weeks=week)
    return [
        {"user_id": user, "citizen": 3000 + 100 * week + place, "ts": (start + timedelta(minutes=17 * place)).isoformat()}
        for user in ("balie1", "griet") for place in range(28)
    ]  # fmt: skip


def given(*looks: tuple[int, int, float], dossier: str = "D9") -> list[Row]:
    """The number of the dossier of citizen 500, for each (citizen, house) so many days after the Tuesday."""
    return [at(TUESDAY + timedelta(days=days), citizen=citizen, dossier_ref=dossier) for citizen, _house, days in looks]


def test_the_number_of_somebody_elses_dossier_says_more_when_nobody_worked_on_it(tmp_path: Path) -> None:
    """Who looks up the children of a client has the client in hand, himself or his family; one number for many strangers weighs more the more houses they have."""
    handled = [(1, 801, 0), (2, 802, 2)]  # in the days of what he does for the dossier
    strangers = [(11, 811, 20), (12, 812, 30), (13, 813, 40), (14, 814, 50)]
    one = [(21, 821, 23)]
    in_the_street = [(31, 831, 26)]
    citizens: list[Row] = [
        {"citizen": citizen, "house": house, "street": 70 if house == 831 else house} for citizen, house, _days in [*handled, *strangers, *one, *in_the_street]
    ] + [{"citizen": citizen, "house": 850, "street": 70} for citizen in (500, 501)] + [{"citizen": 600, "house": 860, "street": 71}]  # fmt: skip
    dossiers: list[Row] = [
        {"dossier_id": number, "citizen": citizen, "worker": "an", "team": "a", "opened": "2026-01-01"}
        for number, citizen in (("D9", 500), ("D8", 600))
    ]
    looks = [at(TUESDAY, citizen=501), *given(*handled, *strangers, *in_the_street), *given(*one, dossier="D8")]
    listed, found = look(
        tmp_path / "in", [*looks, *daily()], citizens=citizens, dossiers=dossiers, inscriptions=_reasons(daily())
    )
    signs = {int(str(row["citizen"])): found[number][1] for number, row in enumerate(looks, 1)}
    assert [citizen for citizen in signs if "wrong-dossier" in signs[citizen]] == [1, 2, 11, 12, 13, 14, 31, 21]
    assert [citizen for citizen in signs if "cover-dossier" in signs[citizen]] == [11, 12, 13, 14, 21]
    assert float(listed["an", "12"]["score"]) > float(listed["an", "21"]["score"]) + 2


def test_kin_of_a_client_stand_under_his_number(tmp_path: Path) -> None:
    """Somebody of the family name of who the dossier is about, in another house: children, heirs. Another name is another matter."""
    citizens: list[Row] = [
        {"citizen": citizen, "house": 800 + citizen, "surname": name} for citizen, name in ((1, 7), (2, 8), (500, 7))
    ]
    dossiers: list[Row] = [{"dossier_id": "D9", "citizen": 500, "worker": "an", "team": "a", "opened": "2026-01-01"}]
    looks = given((1, 801, 20), (2, 802, 25))
    _listed, found = look(tmp_path / "in", [*looks, *daily()], citizens=citizens, dossiers=dossiers)
    assert ["wrong-dossier" in found[number][1] for number in (1, 2)] == [True, True]
    assert ["cover-dossier" in found[number][1] for number in (1, 2)] == [False, True]


def test_where_ordinary_work_gives_wrong_numbers_too_one_says_less(tmp_path: Path) -> None:
    """Where half of what is explained carries the number of somebody else, that is how people work there."""

    def score(folder: str, wrong: int) -> float:
        work = [
            {**row, "dossier_ref": f"D{place % 41}"} if place % 4 < wrong else row for place, row in enumerate(daily())
        ]
        dossiers: list[Row] = [
            {"dossier_id": f"D{place}", "citizen": 500 + place, "worker": "an", "team": "a", "opened": "2026-01-01"}
            for place in range(41)
        ]
        alone = [at(TUESDAY + timedelta(days=day, hours=5), citizen=900 + day) for day in range(14)]
        listed, found = look(
            tmp_path / folder, [*given((1, 801, 20)), *work, *alone], dossiers=dossiers, inscriptions=_reasons(daily())
        )
        assert "cover-dossier" in found[1][1]
        return float(listed["an", "1"]["score"])

    assert score("never", 0) > score("often", 2) + 2


def test_who_asks_for_the_residents_of_one_house_is_no_family_at_the_counter(tmp_path: Path) -> None:
    """Five of a house of forty in some days, or six; not four, and not five that an appointment was for."""
    citizens: list[Row] = [
        {"citizen": 100 * house + place, "house": house, "street": 70} for house in (1, 2, 3) for place in range(40)
    ]
    looks = [
        at(TUESDAY + timedelta(days=place // 3, minutes=2 * place), user_id=user, citizen=100 * house + place)
        for user, house, some in (("an", 1, 6), ("bo", 2, 4), ("cy", 3, 5)) for place in range(some)
    ]  # fmt: skip
    met: list[Row] = [{"citizen": 300 + place, "team": "a", "user_id": "cy", "day": "2026-03-10"} for place in range(5)]
    listed, found = look(tmp_path / "in", looks, citizens=citizens, appointments=met)
    marked = {str(looks[number - 1]["user_id"]) for number, (_why, flags) in found.items() if "whole-house" in flags}
    assert marked == {"an"}
    assert listed["an", "100"]["reasons"].split()[0] == "whole-house"
    assert wording.sentences([{"flag": "whole-house", "count": 1, "days": 1}]) == [
        "Binnen enkele dagen veel bewoners van één huis opgezocht, zonder reden."
    ]


def test_the_account_of_a_program_at_a_desk(tmp_path: Path) -> None:
    """Its nights have a reason, so that it is no question itself; what somebody does with it by day is, but not what it does at its own place, or
    just after its run, and not what a worker does who has one busy night."""
    nights = [
        at(datetime(2026, 3, 2, 1, tzinfo=UTC) + timedelta(days=day, seconds=3 * place), user_id=user, citizen=20_000 + 40 * day + place, ip=ip)
        for user, ip, days in (("koppeling", "10.0.0.1", 9), ("bo", "10.0.0.2", 2)) for day in range(days) for place in range(40)
    ]  # fmt: skip
    looks = [
        at(TUESDAY, user_id="koppeling", citizen=1, ip="10.0.0.9"),
        at(TUESDAY, user_id="koppeling", citizen=2, ip="10.0.0.1"),
        at(TUESDAY.replace(hour=2), user_id="koppeling", citizen=3, ip="10.0.0.9"),
        at(TUESDAY, user_id="bo", citizen=4, ip="10.0.0.9"),
    ]
    listed, found = look(tmp_path / "in", [*looks, *nights], inscriptions=_reasons(nights))
    assert [number for number in found if "by-hand" in found[number][1]] == [1]
    assert next(iter(listed)) == ("koppeling", "1")


def test_two_teams_at_once_are_no_chance_where_a_day_would_be(tmp_path: Path) -> None:
    """Work without a reason that opens each citizen several times: two teams on one day come by chance, within the hour they do not."""
    staff: list[Row] = [
        {"user_id": user, "team": team, "from_ts": "2025-01-01"} for user, team in (("an", "a"), ("cy", "b"))
    ]
    again = [
        {**row, "ts": (datetime.fromisoformat(str(row["ts"])) + timedelta(minutes=minute)).isoformat()}
        for row in daily(days=80) for minute in (0, 1, 2)
    ]  # fmt: skip
    others = [at(TUESDAY + timedelta(minutes=20), citizen=1), at(TUESDAY + timedelta(hours=6), citizen=2)]
    looks = [
        at(TUESDAY, citizen=1),
        at(TUESDAY + timedelta(minutes=9), citizen=2),
        *({**row, "user_id": "cy"} for row in others),
    ]
    _listed, found = look(tmp_path / "in", looks + again, staff=staff)
    assert ["together" in found[number][1] for number in range(1, 5)] == [True, False, True, False]
    # the first look of the day, wherever it stands in the file
    later = [at(TUESDAY + timedelta(minutes=minute), citizen=1) for minute in (2, 1, 0)]
    _listed, found = look(tmp_path / "turned", [*later, *looks[1:], *again], staff=staff)
    assert ["together" in found[number][1] for number in range(1, 4)] == [False, False, True]
