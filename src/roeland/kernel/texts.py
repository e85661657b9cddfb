"""Texts for users, for modules that may not know Django (rules, values): `_` gives a text in the language of the reader.

Call it inside a function. What is made when a module is imported takes Django's own `gettext_lazy`.
"""

from django.utils.translation import gettext as _

__all__ = ["_"]
