"""By how much a clock runs ahead, seen from the hours at which people work. Shares of the day per quarter of an hour, and sums."""

from collections.abc import Sequence

QUARTERS = 96
HOUR = 4  # quarters
MOST_SHIFT = 4 * HOUR
BETTER = 0.6  # a shift must bring the hours this much closer to what is usual
ENDS = 0.05, 0.95  # where the working day begins and ends: a few come before and after it
NEAR = 2  # quarters between a whole hour and how much later the day begins, lies and ends


def best_shift(mine: Sequence[float], usual: Sequence[float]) -> int:
    """By how many quarters `mine` runs ahead of `usual` (negative: behind); 0 when no shift fits clearly better.

    Of some hundreds of consultations quarters say little beside chance; when a day begins, lies and ends says more (`hours_apart`).
    """
    if not mine or not usual:
        return 0

    def apart(shift: int) -> float:
        return sum(abs(mine[(quarter + shift) % QUARTERS] - usual[quarter]) for quarter in range(QUARTERS))

    best = min(range(-MOST_SHIFT, MOST_SHIFT + 1), key=lambda shift: (apart(shift), abs(shift)))
    return best if apart(best) < BETTER * apart(0) else hours_apart(mine, usual)


def hours_apart(mine: Sequence[float], usual: Sequence[float]) -> int:
    """The whole hours, in quarters, by which beginning, middle and end of the day are all later; 0 when they are not: then people work otherwise."""
    far = [one - other for one, other in zip(day(mine), day(usual), strict=True)]
    shift = round(sum(far) / len(far) / HOUR) * HOUR
    return shift if abs(shift) <= MOST_SHIFT and all(abs(one - shift) <= NEAR for one in far) else 0


def day(shares: Sequence[float]) -> list[float]:
    """Where the day begins, lies on average and ends, in quarters since midnight."""
    ends, passed = [], 0.0
    for quarter, share in enumerate(shares):
        ends += [quarter + (end - passed) / share for end in ENDS if passed < end <= passed + share]
        passed += share
    return [*ends, sum((quarter + 0.5) * share for quarter, share in enumerate(shares))]
