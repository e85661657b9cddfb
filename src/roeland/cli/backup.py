"""`roeland backup`: database, evidence and a manifest in one file; the keys only sealed by a passphrase."""

import os
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from uuid import UUID, uuid4

import click

from roeland.cli.backups import archive, databases, seal
from roeland.cli.start import json_option, operator, os_user, read_config, show
from roeland.config import Config
from roeland.kernel import clock
from roeland.ledger.operations import record_backup


def read_passphrase(path: Path) -> str:
    """The first line of the file; ends the command when it is too short."""
    found = path.read_text(encoding="utf-8").splitlines()[:1]
    if not found or len(found[0]) < seal.SHORTEST:
        raise click.ClickException(f"de wachtzin in {path} is te kort: gebruik minstens {seal.SHORTEST} tekens.")
    return found[0]


@click.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Het bestand dat gemaakt wordt."
)
@click.option("--with-keys", is_flag=True, help="Neem de sleutels mee, versleuteld met een wachtzin.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Bestand met de wachtzin."
)
@json_option
def backup(out: Path, with_keys: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Maak een back-up in één bestand, terwijl Roeland gewoon doorwerkt.

    De sleutels blijven eruit, tenzij je --with-keys en een wachtzin geeft. Bewaar ze dan niet op dezelfde plaats.
    """
    config = read_config()
    if with_keys != (passphrase_file is not None):
        raise click.ClickException("--with-keys en --passphrase-file horen samen.")
    if out.exists():
        raise click.ClickException(f"{out} bestaat al. Kies een andere naam.")
    passphrase = read_passphrase(passphrase_file) if passphrase_file else None
    manifest = write(config, out, passphrase)
    digest = archive.sha256_of(out)
    record_backup(
        operator(),
        identifier=UUID(manifest.identifier),
        os_user=os_user(),
        backup=out.name,
        sha256=digest,
        files=len(manifest.files),
        keys=manifest.keys,
    )
    rows = sum(manifest.tables.values())
    result = {"file": str(out), "sha256": digest, "files": len(manifest.files), "rows": rows, "keys": manifest.keys}
    lines = [f"Back-up gemaakt: {out}", f"  {len(manifest.files)} bestanden, {rows} rijen, sha256 {digest}"]
    if not manifest.keys:
        lines.append("  Zonder sleutels: bewaar de map keys apart, of gebruik --with-keys.")
        if manifest.log_key_names:
            lines.append(
                f"  Zonder {config.log_keys} zijn logbestanden niet te lezen en pseudoniemen niet te vergelijken."
            )
    show(result, lines, as_json=as_json)


def write(config: Config, out: Path, passphrase: str | None) -> archive.Manifest:
    """Write the backup to a file beside `out` (mode 0600) and rename it when it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, draft_name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    os.close(handle)
    draft = Path(draft_name)
    try:
        manifest = _fill(config, draft, passphrase)
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def boxes(config: Config) -> list[tuple[str, Path]]:
    """The sealed boxes of a backup with keys, and what goes into each. Without log control there are no log keys."""
    found = [(archive.KEYS, config.keys)]
    return [*found, (archive.LOG_KEYS, config.log_keys)] if archive.key_names(config.log_keys) else found


def _fill(config: Config, draft: Path, passphrase: str | None) -> archive.Manifest:
    files = {}
    with (
        tempfile.TemporaryDirectory(prefix="roeland-backup-") as folder,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        copy = Path(folder) / "database"
        # First the database, then the files: a file is stored before the row that names it, so none can be missing.
        found = databases.dump(config, copy)
        for origin in found.broken:
            click.echo(f"Let op: het logboek {origin} klopt niet met zichzelf. Zie: roeland ledger verify", err=True)
        with copy.open("rb") as source:
            files[archive.DATABASE] = archive.add(target, archive.DATABASE, source)
        for path in archive.data_files(config):
            name = archive.FILES + path.relative_to(config.data).as_posix()
            with path.open("rb") as source:
                files[name] = archive.add(target, name, source)
        for box_name, keys_folder in boxes(config) if passphrase is not None else ():
            box = Path(folder) / box_name
            box.write_bytes(seal.seal(keys_folder, passphrase or ""))
            with box.open("rb") as source:
                files[box_name] = archive.add(target, box_name, source)
        manifest = archive.Manifest(
            format=archive.FORMAT,
            identifier=str(uuid4()),
            made_at=clock.now().isoformat(timespec="seconds"),
            version=version("roeland"),
            engine="postgresql" if config.is_postgres else "sqlite",
            files=files,
            tables=found.tables,
            trees=found.trees,
            key_names=archive.key_names(config.keys),
            keys=passphrase is not None,
            log_key_names=archive.key_names(config.log_keys),
        )
        target.writestr(archive.MANIFEST, manifest.dump())
    return manifest
