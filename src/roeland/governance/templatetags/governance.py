"""Small filters of the templates of this room."""

from collections.abc import Mapping
from typing import Any

from django import template

from roeland.governance import words
from roeland.ui import dates

register = template.Library()
register.filter("hours", words.figure)
register.filter("euro", dates.euro)


@register.filter
def of(values: Mapping[Any, Any], key: object) -> Any:
    """The value with this key, or nothing."""
    return values.get(key)
