"""Canonical JSON and entry bodies: one spelling each, everything else refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roeland.ledger import canonical, entries, verify
from tests.ledger.sample import Log, sample

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST, canonical.LARGEST) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)


@given(VALUES)
def test_round_trip(value: object) -> None:
    raw = canonical.encode(value)
    assert canonical.decode(raw) == value
    assert canonical.encode(canonical.decode(raw)) == raw
    assert verify.canonical(raw) == value  # the second implementation agrees
    assert all(0x20 <= byte <= 0x7E for byte in raw)


@given(VALUES)
def test_other_spellings_are_refused(value: object) -> None:
    raw = canonical.encode(value)
    for other in (
        json.dumps(value, indent=1).encode(),
        raw + b"\n",
        b" " + raw,
        json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass"),
    ):
        if other != raw:
            with pytest.raises(canonical.NotCanonicalError):
                canonical.decode(other)
            with pytest.raises(verify.NotRight):
                verify.canonical(other)


@pytest.mark.parametrize(
    "raw",
    [
        b"1.0", b"1e3", b"NaN", b"Infinity", b"-0", b"01", b"+1", b"", b"{", b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a": 1}',
        b'"\\u00E9"', b'"\\ud800"', b'"\\/"', b'"\\u0041"', b'"\xc3\xa9"', b'"\\u000a"', b"9007199254740992", b"'a'", b"[1,]",
        b"1" * 5000, b"\xef\xbb\xbf1",
    ],
)  # fmt: skip
def test_not_canonical(raw: bytes) -> None:
    with pytest.raises(canonical.NotCanonicalError):
        canonical.decode(raw)
    with pytest.raises(verify.NotRight):
        verify.canonical(raw)


def test_deep_nests_are_refused() -> None:
    canonical.decode(b"[" * canonical.DEEPEST + b"]" * canonical.DEEPEST)
    for depth in (canonical.DEEPEST + 1, 100_000):
        with pytest.raises(canonical.NotCanonicalError):
            canonical.decode(b"[" * depth + b"]" * depth)


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), {1: 2}, {"a": {3}}, b"x", "\ud800", {"\udfff": 1}, 2**53, datetime(2026, 1, 1, tzinfo=UTC)],
)
def test_values_without_a_form(value: object) -> None:
    with pytest.raises(canonical.NotCanonicalError):
        canonical.encode(value)


def test_bodies_are_canonical_json_and_read_back() -> None:
    for line in sample(40).lines:
        body = entries.decode(line.body)
        assert body.encode() == line.body
        assert canonical.encode(json.loads(line.body)) == line.body
        assert verify.BODY.fullmatch(line.body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'), (b'"v":1', b'"v":true'), (b'"v":1', b'"v":1,"w":1'), (b'"prev":null', b'"prev":0'),
        (b'"version":1', b'"version":0'), (b'"version":1', b'"version":"1"'), (b"duties:task", b"Duties:task"),
        (b"security_officer", b""), (b"control_plan", b"control plan"), (b"T10:00:00.000000Z", b"T10:00:00Z"),
        (b"T10:00:00.000000Z", b"T10:00:00.000000+00:00"), (b"-000000000007", b"-00000000000G"), (b'"id"', b'"ID"'),
    ],
)  # fmt: skip
def test_malformed_bodies_are_refused_by_both(old: bytes, new: bytes) -> None:
    log = Log()
    log.add("duties:task:handed-in", {})
    raw = log.lines[0].body
    entries.decode(raw)
    assert old in raw
    changed = raw.replace(old, new, 1)
    with pytest.raises(ValueError):
        entries.decode(changed)
    later = b'"prev":0' in changed or b'"version":0' in changed  # verify.py compares these with the entry before
    assert later or verify.BODY.fullmatch(changed) is None


def test_times_and_base64() -> None:
    noon = datetime(2026, 11, 21, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert entries.timestamp(noon) == "2026-11-21T12:00:00.000000Z"
    assert entries.timestamp(datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)) == "2026-01-02T03:04:05.000006Z"
    with pytest.raises(ValueError):
        entries.timestamp(datetime(2026, 1, 1))  # noqa: DTZ001 -- the naive one that is refused
    assert entries.is_base64(canonical.b64(bytes(32)), 32)
    assert not entries.is_base64(canonical.b64(bytes(32))[:-2] + "B=", 32)
    assert not entries.is_base64(canonical.b64(bytes(31)), 32)
