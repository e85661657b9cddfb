"""The frame round every page: navigation, authorities, person, breadcrumbs.

The web door fills it: the setting `ROELAND_SHELL` names a callable `(HttpRequest) -> Shell | None`. Without it, or when it
gives None (nobody signed in), pages show the plain frame.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from roeland.kernel import clock

THEMES = {"licht": "Licht", "donker": "Donker", "toestel": "Zoals het toestel"}
THEME_COOKIE = "thema"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the side bar; `count` only where this person must act (None shows nothing). `below` are the pages of the same part."""

    label: str
    url: str
    icon: str
    count: int | None = None
    current: bool = False
    below: tuple["NavItem", ...] = ()

    @property
    def opened(self) -> bool:
        """Whether the person is in this part, so that its pages are shown."""
        return self.current or any(item.current for item in self.below)


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Pages under one word; the first group has none."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class SwitcherEntry:
    """An authority to switch to; `mark` is '1' to '4' or 'all'."""

    name: str
    sub: str
    url: str
    mark: str = "1"
    current: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the path; the last one is not a link."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the frame shows. Links may be empty: then they are left out."""

    navigation: tuple[NavGroup, ...] = ()
    authorities: tuple[SwitcherEntry, ...] = ()
    person_name: str = ""
    person_role: str = ""
    breadcrumbs: tuple[Crumb, ...] = ()
    demo: bool = False
    focus: str = ""  # why only one authority is on screen, in words; empty when all may be
    focus_note: str = ""  # what the officer alone has to know meanwhile
    focus_end_url: str = ""
    home_url: str = "/"
    search_url: str = ""
    sessions_url: str = ""
    account_url: str = ""
    logout_url: str = ""
    help_url: str = ""
    accessibility_url: str = ""
    keys_url: str = ""
    privacy_url: str = ""

    @property
    def current_authority(self) -> SwitcherEntry | None:
        """The authority (or all of them) that the page is about."""
        return next(
            (entry for entry in self.authorities if entry.current), self.authorities[0] if self.authorities else None
        )

    @property
    def initials(self) -> str:
        """Two letters for the round at the foot."""
        words = self.person_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def theme_of(request: HttpRequest) -> str:
    """'licht', 'donker' or 'toestel', from the person's cookie."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "toestel"


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` (None for the plain frame), `theme`, `themes`, and `printed_on` for the head of printed pages."""
    path = getattr(settings, "ROELAND_SHELL", None)
    shell: Shell | None = None
    if path and getattr(request, "actor", None) is not None:
        shell = import_string(path)(request)
    theme = theme_of(request)
    themes = [(key, label, key == theme) for key, label in THEMES.items()]
    return {"shell": shell, "theme": theme, "themes": themes, "printed_on": clock.today()}
