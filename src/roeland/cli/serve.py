"""`roeland serve`: the web server (granian) and the worker as two processes under one parent that stops both."""

import signal
import subprocess
import sys
import time
from types import FrameType

import click

from roeland.cli.migrate import migrate_database, pending
from roeland.cli.start import read_config

PATIENCE = 15  # seconds that a process gets to finish what it is doing
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres waarop de webserver luistert.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Poort.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Aantal webprocessen.")
@click.option("--no-worker", is_flag=True, help="Zonder worker: start die apart met `roeland worker`.")
def serve(host: str, port: int, processes: int, no_worker: bool) -> None:
    """Start de webserver en de worker. Stoppen kan met Ctrl+C of SIGTERM; wat bezig is, wordt afgewerkt."""
    config = read_config()
    if config.demo and host not in LOOPBACK:
        raise click.ClickException("de demonstratie is alleen op deze computer te zien (127.0.0.1).")
    if not config.is_postgres:
        migrate_database(config)
    elif waiting := pending():
        raise click.ClickException(f"de databank is niet bij ({len(waiting)} stappen). Voer eerst uit: roeland migrate")
    commands = [web_command(host, port, processes)]
    if not no_worker:
        commands.append([sys.executable, "-m", "roeland", "worker"])
    click.echo(f"Roeland staat op http://{host}:{port}/ (stoppen met Ctrl+C)")
    sys.exit(supervise(commands))


def web_command(host: str, port: int, processes: int) -> list[str]:
    """The command line of granian."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(processes), "--no-ws", "--workers-kill-timeout", str(PATIENCE), "--log-level", "warning"),
        "roeland.web.wsgi:application",
    ]


def supervise(commands: list[list[str]]) -> int:
    """Run the commands until a signal comes or one of them ends; then stop the others. Gives 0 after a signal."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    # A session of its own: Ctrl+C reaches this parent only, which then stops the children one by one.
    running = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603 -- our own commands
    try:
        while not asked and all(process.poll() is None for process in running):
            time.sleep(0.2)
        ended = [process.returncode for process in running if process.returncode is not None]
    finally:
        stop(running)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if asked else (ended[0] or 1)


def stop(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to finish; end those that do not within `PATIENCE` seconds."""
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
