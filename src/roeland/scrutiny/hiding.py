"""Numbers of consultations that are texts: one that holds a national number is not written as it is. In steps of Arrow, whatever their count."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.arrays import Mask
from roeland.scrutiny.columns import readable
from roeland.scrutiny.numbers import IN_TEXT, Pseudonyms, figures, national_among

FOUND = rf"(?:^|[^0-9])(?P<number>{IN_TEXT})(?:[^0-9]|$)"
TWICE = rf"(?s){IN_TEXT}(?:[^0-9]|[^0-9].*[^0-9]){IN_TEXT}"
UP_TO = rf"(?s)^.*?(?:^|[^0-9]){IN_TEXT}([^0-9]|$)"  # in its place the mark after the number comes first


def hidden(texts: pa.ChunkedArray, pseudonyms: Pseudonyms) -> tuple[pa.ChunkedArray, int]:
    """The texts, those with a national number in them as a keyed token of the whole; and how many those were."""
    mask = np.concatenate([holding(simple(chunk)) for chunk in texts.chunks] or [np.zeros(0, bool)])
    if not mask.any():
        return texts, 0
    held = pa.array(mask)
    tokens = [str(pseudonyms.of("event\x1f" + (text or ""))) for text in texts.filter(held).to_pylist()]
    return pc.replace_with_mask(texts.combine_chunks(), held, pa.array(tokens, texts.type)), len(tokens)


def simple(texts: pa.Array) -> pa.Array:
    """The texts in one form (NFKC, no escapes of an address); most are that already."""
    if pc.all(pc.and_not(pc.string_is_ascii(texts), pc.match_substring(texts, "%"))).as_py() is not False:
        return texts
    listed = [readable(one) or "" for one in texts.cast(pa.binary()).to_pylist()]
    return pa.array([figures(text) for text in listed], pa.string())


def holding(texts: pa.Array) -> Mask:
    """In which texts a national number of 11 digits stands: of each the first that looks like one, then the next behind it."""
    mask = np.zeros(len(texts), bool)
    places = np.arange(len(texts))
    while places.size:
        like = pc.extract_regex(texts, FOUND)
        rows = np.flatnonzero(like.is_valid().to_numpy(zero_copy_only=False))
        if not rows.size:
            break
        digits = pc.replace_substring_regex(pc.struct_field(like.take(pa.array(rows)), "number"), "[^0-9]", "")
        whole = pc.binary_join_element_wise("0", pc.utf8_ltrim(digits, "0"), "")
        sure = national_among(whole.cast(pa.int64()).to_numpy())
        mask[places[rows[sure]]] = True
        rest = texts.take(pa.array(rows[~sure]))
        more = pc.match_substring_regex(rest, TWICE)
        places = places[rows[~sure][more.to_numpy(zero_copy_only=False)]]
        texts = pc.replace_substring_regex(rest.filter(more), UP_TO, "\\1")
    return mask
