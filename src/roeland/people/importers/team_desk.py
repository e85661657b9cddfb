"""Services and teams of the list, and what they hang under."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from roeland.people.importers.cells import fold
from roeland.people.importers.desk import Desk
from roeland.people.importers.headers import Col
from roeland.people.importers.plan import Deed, KnownTeam, Step, Subject
from roeland.people.importers.problems import Level
from roeland.people.importers.rows import Entry


class TeamDesk(Desk):
    def _team(self, entry: Entry) -> None:
        if not entry.team and not entry.sure(Col.TEAM):
            return
        if not entry.team:
            self.reader.report(
                entry.line, Col.TEAM, _("Elke dienst heeft een naam nodig"), _("Vul aan of wis de rij."), "(leeg)"
            )
            return
        first = self.placed.setdefault(fold(entry.team), entry.line)
        if first != entry.line:
            self.reader.report(
                entry.line,
                Col.TEAM,
                _("Komt ook voor op rij %(first)s") % {"first": first},
                _("Hou één van beide over."),
                entry.team,
            )
            return
        if entry.parent and fold(entry.parent) not in self.teams:
            self._ensure_team(entry.parent, entry.line)
        team = self.teams.get(fold(entry.team))
        if team is None:
            self._ensure_team(entry.team, entry.line, entry.parent)
        elif entry.parent and fold(entry.parent) != fold(team.parent):
            if fold(entry.parent) == fold(entry.team):
                self.reader.report(entry.line, Col.PARENT, _("Een dienst is geen deel van zichzelf"), "", entry.parent)
                return
            self._step(
                Subject.TEAM,
                Deed.CHANGE,
                entry,
                team.key,
                team.name,
                values={"parent": entry.parent},
                before={"parent": team.parent},
            )
        else:
            self._step(Subject.TEAM, Deed.UNCHANGED, entry, team.key, team.name)

    def _ensure_team(self, name: str, line: int, parent: str = "") -> None:
        if fold(name) in self.teams:
            return
        close = get_close_matches(fold(name), self.teams, n=1, cutoff=0.9)
        if close:
            advice = f"Bedoel je {self.teams[close[0]].name}?"
            self.reader.report(
                line, Col.TEAM, _("Nieuwe dienst, lijkt sterk op een andere"), advice, name, level=Level.WARNING
            )
        key = f"new:{fold(name)}"
        self.teams[fold(name)] = KnownTeam(key=key, name=name, parent=parent)
        self.steps.append(
            Step(
                subject=Subject.TEAM,
                deed=Deed.CREATE,
                line=line,
                key=key,
                label=name,
                values={"name": name, "parent": parent},
            )
        )
