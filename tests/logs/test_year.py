"""What an annual report tells of the controls: by the month that was looked at, and by the day of reading."""

from datetime import UTC, date, datetime, timedelta

from roeland.kernel import clock
from roeland.logs.actions.runs import close_run, start_run
from roeland.reports.queries.rooms import of_year
from roeland.reports.values import Period
from tests.logs import months
from tests.logs.months import explained, judge_all
from tests.world import World

DECEMBER = date(2026, 12, 1)
CLOSED = datetime(2027, 1, 11, 9, tzinfo=UTC)


def test_a_control_of_december_counts_in_its_year_once_it_is_closed(world: World) -> None:
    with clock.at(CLOSED):
        months.conditions(world)
        months.users(world, an="an")
        months.deliver(world.zonderbeke, [{**row, "ts": row["ts"] + timedelta(days=61)} for row in explained()])
        one = start_run(world.actor("dina"), authority=world.zonderbeke, month=DECEMBER)
        judge_all(world, one)
        close_run(world.actor("dina"), run=one, conclusion="Alles verklaard.", spent=10)
    read = {
        (year, later): of_year(world.zonderbeke, Period(year=year, as_of=CLOSED + timedelta(days=later)))
        for year in (2026, 2027)
        for later in (-1, 30)
    }
    assert {key: [row.month for row in found.controls] for key, found in read.items()} == {
        (2026, -1): [],  # nobody had closed it
        (2026, 30): [DECEMBER],
        (2027, -1): [],
        (2027, 30): [],
    }
    checked = {key: found.claim[0] for key, found in read.items()}  # the claim tells the same controls
    assert checked == {(2026, -1): 0, (2026, 30): one.sampled, (2027, -1): 0, (2027, 30): 0}
