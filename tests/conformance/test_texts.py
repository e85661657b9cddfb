"""Every text for a user goes through gettext, or stands here with the reason why it does not."""

from pathlib import Path

import roeland
from tests.conformance.texts import Bare, in_python, in_template

ROOT = Path(roeland.__file__).parent
# A file or folder below src/roeland -> why its texts are not wrapped.
WITHOUT = {
    "cli": "the command line speaks Dutch and English words of the shell; it has no language of a reader",
    "ui/dates.py": "words for days, spans and numbers are grammar, not texts: another language gets a module of its own",
    "ui/specimen.py": "invented examples on the sheet of components, for whoever builds",
    "ui/specimen_parts.py": "invented examples on the sheet of components, for whoever builds",
    "ui/templates/ui/onderdelen.html": "the sheet of components, for whoever builds",
    "kernel/actor.py": "labels of actors in the program; what a reader sees is made of them elsewhere",
    "reports/figures.py": "words of a report: a Dutch act whose words are frozen with its figures",
    "reports/room_figures.py": "words of a report: a Dutch act whose words are frozen with its figures",
    "reports/log_figures.py": "words of a report: a Dutch act whose words are frozen with its figures",
    "reports/training_figures.py": "words of a report: a Dutch act whose words are frozen with its figures",
    "reports/sections": "words of a report: a Dutch act whose words are frozen with its figures",
}
# Rooms that somebody is building now; who finishes one strikes it here.
IN_THE_MAKING = {"acceptance"}


def bare_texts() -> list[Bare]:
    found: list[Bare] = []
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts:
            found += in_python(path)
    for path in sorted(ROOT.rglob("templates/**/*.html")):
        found += in_template(path)
    return found


def excused(bare: Bare) -> str:
    """The entry that excuses a text, or nothing."""
    inside = bare.path.relative_to(ROOT)
    room = inside.stem.split("_")[0] if inside.parts[0] == "api" else inside.parts[0]
    if room in IN_THE_MAKING:
        return room
    return next((name for name in WITHOUT if inside.as_posix() == name or inside.is_relative_to(name)), "")


def test_every_text_is_given_to_gettext() -> None:
    found = bare_texts()
    assert [str(bare) for bare in found if not excused(bare)] == []
    used = {excused(bare) for bare in found}
    assert sorted(set(WITHOUT) - used) == [], "excused, but nothing there is bare any more"


def test_bare_texts_are_found(tmp_path: Path) -> None:
    """The suite above can fail."""
    module, page = tmp_path / "web.py", tmp_path / "page.html"
    module.write_text(
        'raise Refused(_("goed"))\n'
        'raise Refused(f"{who} is weg" if gone else _("goed"))\n'
        'raise Invalid({"naam": ["Vul in."]})\n'
        'errors["naam"] = ["Kort in."]\n'
        'errors.setdefault("naam", []).append("Te lang.")\n'
        'forms.CharField(label="Naam", help_text=_("goed"), error_messages={"required": "Moet."})\n'
        'choices = forms.ChoiceField(choices=[("a", "Eerste")])\n'
        'log.error("english for developers")\n'
        'raise ValueError("english for developers")\n'
    )
    lines = [bare.line for bare in in_python(module)]
    assert lines == [2, 3, 4, 5, 6, 6, 7]
    page.write_text(
        "{% load ui i18n %}<h1>{% translate 'goed' %}</h1>\n"
        '<p aria-label="Slecht">{{ value }}</p>\n'
        '{% button "Slecht" kind="primary" %}{% button _("Goed") %}{% link_button _("Goed") "/daar/" %}\n'
        "<b>Slecht</b>{% blocktranslate %}goed{% endblocktranslate %}<code>goed</code> Roeland\n"
    )
    assert sorted(bare.line for bare in in_template(page)) == [2, 3, 4]
