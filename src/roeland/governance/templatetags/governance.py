"""Small filters of the templates of this room."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[Any, Any], key: object) -> Any:
    """The value with this key, or nothing."""
    return values.get(key)
