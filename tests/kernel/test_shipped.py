"""Data files in YAML: quickly read, and the same as by the parser in Python."""

from pathlib import Path

import pytest
import yaml

from roeland.kernel import shipped

ROOT = Path(shipped.__file__).parents[1]
FILES = sorted(ROOT.glob("*/data/**/*.yaml"))


def test_the_parser_in_c_is_used() -> None:
    assert shipped.LOADER is yaml.CSafeLoader


@pytest.mark.parametrize(
    "file", [one for one in FILES if one.parts[-3] in {"kernel", "duties", "documents"}], ids=lambda file: file.name
)
def test_it_reads_what_the_other_reads(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert shipped.parsed(text) == yaml.safe_load(text)


def test_it_makes_no_objects() -> None:
    with pytest.raises(yaml.YAMLError):
        shipped.parsed("!!python/object/apply:os.getcwd []")
