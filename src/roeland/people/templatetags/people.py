"""Tags of the pages of people: the demonstration persons on the log-in page, and devices in words."""

from django import template
from django.conf import settings

from roeland.people.queries.demo import DemoPerson, demo_persons

register = template.Library()

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag(name="demo_persons")
def demo_persons_tag() -> list[DemoPerson]:
    """Who can be chosen on the log-in page; nobody outside a demonstration."""
    return demo_persons() if settings.ROELAND_DEMO else []


@register.filter
def device(user_agent: str) -> str:
    """*Firefox op Windows*, from what the browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "een browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "een onbekend toestel")
    return f"{browser} op {system}"


@register.filter
def named(names: dict[str, str], role: str) -> str:
    """What a role is called here."""
    return names.get(role, role)
