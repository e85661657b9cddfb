"""One job of the worker's own table, run once at a chosen moment; writes how many things it did.

`python -m tests.journeys.worker_at <job> <moment in ISO 8601>`, with the environment of the installation.
"""

import os
import sys
from datetime import datetime

import django


def main(name: str, moment: str) -> None:
    """Reminders leave on set days in working hours: a journey cannot wait for those."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
    django.setup()
    from roeland.cli.wiring import jobs
    from roeland.kernel import clock

    clock.allow_setting()
    [job] = [one for one in jobs() if one.name == name]
    with clock.at(datetime.fromisoformat(moment)):
        sys.stdout.write(f"{job.run()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
