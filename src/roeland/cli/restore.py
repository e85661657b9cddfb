"""`roeland restore`: puts a backup into an empty data folder and holds rows, roots and files against its manifest."""

import shutil
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

import click

from roeland.cli.backups import archive, databases, seal
from roeland.cli.backups.summary import Summary
from roeland.cli.start import json_option, operator, os_user, read_config, show, start_django
from roeland.config import Config


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Wachtzin van de sleutels."
)
@json_option
def restore(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Zet een back-up terug in een lege map (ROELAND_DATA) en een lege databank, en controleer het resultaat.

    Rijen, bestanden en de wortels van het logboek worden vergeleken met de inhoudsopgave van de back-up.
    """
    config = read_config()
    refuse_unless_empty(config)
    passphrase = None
    if passphrase_file is not None:
        passphrase = passphrase_file.read_text(encoding="utf-8").splitlines()[0]
    try:
        manifest = put_back(config, file, passphrase)
    except click.ClickException:
        empty(config)
        raise
    except (archive.BadBackup, zipfile.BadZipFile, seal.WrongPassphrase) as error:
        empty(config)
        reason = "de wachtzin past niet op de sleutels." if isinstance(error, seal.WrongPassphrase) else str(error)
        raise click.ClickException(f"niet teruggezet: {reason}\nDe map en de databank zijn weer leeg.") from error
    missing = [config.keys / name for name in manifest.key_names if not (config.keys / name).exists()]
    missing += [config.log_keys / name for name in manifest.log_key_names if not (config.log_keys / name).exists()]
    state_restore(config, file, manifest)
    result = {
        "file": str(file),
        "made_at": manifest.made_at,
        "missing_keys": [path.name for path in missing],
        **_counts(manifest),
    }
    lines = [f"Teruggezet in {config.data}: back-up van {manifest.made_at}."]
    lines.append(
        "  {rows} rijen, {files} bestanden, {trees} logboeken: gelijk aan de inhoudsopgave.".format(**_counts(manifest))
    )
    lines += [f"  Sleutel ontbreekt: zet {path} terug uit je eigen bewaarplaats." for path in missing]
    show(result, lines, as_json=as_json)


def _counts(manifest: archive.Manifest) -> dict[str, int]:
    return {"rows": sum(manifest.tables.values()), "files": len(manifest.files), "trees": len(manifest.trees)}


def refuse_unless_empty(config: Config) -> None:
    """Ends the command when something already stands in the data folder (but the settings file) or in the database."""
    present = [p.name for p in config.data.iterdir() if p.name != "roeland.toml"] if config.data.exists() else []
    if present:
        raise click.ClickException(
            f"{config.data} is niet leeg ({', '.join(sorted(present)[:3])}). Kies een andere ROELAND_DATA."
        )
    if not databases.is_empty(config):
        raise click.ClickException("de databank is niet leeg. Maak een nieuwe, lege databank.")


def empty(config: Config) -> None:
    """Take away what a failed restore left, so that it can be tried again."""
    for path in config.data.iterdir():
        if path.name == "roeland.toml":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def put_back(config: Config, file: Path, passphrase: str | None) -> archive.Manifest:
    """Check every file of the backup before the database is touched; then restore and compare. Raises BadBackup, and then
    nothing of it is left in the database."""
    config.make_folders()
    with zipfile.ZipFile(file) as source, tempfile.TemporaryDirectory(prefix="roeland-restore-") as folder:
        manifest = archive.read_manifest(source)
        engine = "postgresql" if config.is_postgres else "sqlite"
        if manifest.engine != engine:
            raise archive.BadBackup(f"deze back-up is van {manifest.engine}; hier is {engine} ingesteld.")
        for name, want in manifest.files.items():
            inside = name.startswith(archive.FILES)
            target = archive.safe_target(config.data, name) if inside else Path(folder) / name
            archive.extract(source, name, want, target)
        if manifest.keys and passphrase is not None:
            open_boxes(config, Path(folder), passphrase)
        try:
            compare(manifest, databases.restore(config, Path(folder) / archive.DATABASE))
        except BaseException:  # an interruption too: what was loaded was not compared
            databases.clear(config)
            raise
    return manifest


def open_boxes(config: Config, folder: Path, passphrase: str) -> None:
    """Put the keys back. Log keys that stand here already are kept when they are the same; others are refused, never overwritten."""
    seal.unseal((folder / archive.KEYS).read_bytes(), passphrase, config.keys)
    box = folder / archive.LOG_KEYS
    if not box.exists():
        return
    beside = folder / "log-keys"
    names = seal.unseal(box.read_bytes(), passphrase, beside)
    for name in names:
        there = config.log_keys / name
        if there.exists() and there.read_bytes() != (beside / name).read_bytes():
            raise archive.BadBackup(f"{there} is een andere sleutel dan die van de back-up. Zet die map eerst opzij.")
    config.log_keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        there = config.log_keys / name
        if not there.exists():
            there.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copyfile(beside / name, there)
            there.chmod(0o600)


def compare(manifest: archive.Manifest, found: Summary) -> None:
    """Raise BadBackup with the differences when the restored database is not the one that was backed up."""
    if differences := manifest.differences(found):
        raise archive.BadBackup("het resultaat is niet gelijk aan de back-up:\n  " + "\n  ".join(differences))


def state_restore(config: Config, file: Path, manifest: archive.Manifest) -> None:
    """Migrate to this version, say the grants, and state the restore in the installation's tree."""
    start_django()
    from roeland.cli.migrate import migrate_database
    from roeland.ledger.operations import record_restore

    migrate_database(config)
    record_restore(
        operator(),
        identifier=UUID(manifest.identifier),
        os_user=os_user(),
        backup=file.name,
        sha256=archive.sha256_of(file),
        made_at=manifest.made_at,
    )
