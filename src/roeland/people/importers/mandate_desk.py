"""Mandates of the list: known role, known person, no overlap with one that already runs."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from roeland.people.importers.cells import flemish, fold
from roeland.people.importers.desk import Desk
from roeland.people.importers.headers import Col
from roeland.people.importers.matching import Doubt, Match
from roeland.people.importers.plan import Deed, KnownMandate, KnownPerson, Subject, Value
from roeland.people.importers.rows import Entry

WHO = (Col.EMAIL, Col.NUMBER, Col.GIVEN_NAME, Col.FAMILY_NAME, Col.FULL_NAME)


class MandateDesk(Desk):
    def _mandate_line(self, entry: Entry) -> None:
        found = self.persons.find(entry)
        if not entry.role and entry.sure(Col.ROLE):
            self.reader.report(entry.line, Col.ROLE, _("De rol ontbreekt"), _("Vul aan of wis de rij."), "(leeg)")
        if isinstance(found, Match) and found.person:
            if entry.role:
                self.seen.setdefault(found.person.key, entry)
                self._mandate(entry, found.person)
            return
        self._role(entry)
        if isinstance(found, Doubt):
            if entry.sure(Col.EMAIL, Col.NUMBER):
                self.reader.report(entry.line, self._name_column(), found.what, found.advice, entry.name)
        elif entry.name or entry.sure(*WHO):
            advice = self.persons.suggestion(entry) or "Importeer eerst de personen."
            self.reader.report(
                entry.line, self._name_column(), _("Niemand heet zo"), advice, entry.name or entry.email or "(leeg)"
            )

    def _role(self, entry: Entry) -> str | None:
        """The role that is meant; reported when the line names one that nobody knows."""
        if not entry.role or not entry.sure(Col.ROLE):
            return None
        role = self.roles.get(fold(entry.role))
        if role is None:
            close = get_close_matches(fold(entry.role), self.roles, n=1, cutoff=0.7)
            advice = (
                f"Bedoel je {self._label(self.roles[close[0]])}?" if close else "Kies een rol uit Rollen en vervanging."
            )
            self.reader.report(entry.line, Col.ROLE, _("Onbekende rol"), advice, entry.role)
        return role

    def _mandate(self, entry: Entry, person: KnownPerson) -> None:
        role = self._role(entry)
        if role is None or not entry.sure(Col.START, Col.END, Col.SINCE):
            return
        held = [mandate for mandate in self.mandates.setdefault(person.key, []) if mandate.role == role]
        label = f"{person.name}, {self._label(role)}"
        same = self._same(entry, held)
        if same is None:
            self._new_mandate(entry, person, role, held, label)
            return
        new: dict[str, Value] = {}
        if entry.end and entry.end != same.end:
            new["end"] = entry.end
        if entry.decision and entry.decision != same.decision:
            new["decision"] = entry.decision
        before = {name: getattr(same, name) for name in new}
        self._step(
            Subject.MANDATE, Deed.CHANGE if new else Deed.UNCHANGED, entry, same.key, label, values=new, before=before
        )

    def _same(self, entry: Entry, held: list[KnownMandate]) -> KnownMandate | None:
        if entry.start:
            return next((mandate for mandate in held if mandate.start == entry.start), None)
        return next((mandate for mandate in held if mandate.end is None or mandate.end >= self.known.today), None)

    def _new_mandate(self, entry: Entry, person: KnownPerson, role: str, held: list[KnownMandate], label: str) -> None:
        start = entry.start or entry.active_from or self.known.today
        clash = next(
            (
                one
                for one in held
                if (one.end is None or one.end >= start) and (entry.end is None or one.start <= entry.end)
            ),
            None,
        )
        if clash:
            what = f"{person.name} heeft die rol al sinds {flemish(clash.start)}"
            self.reader.report(
                entry.line,
                Col.START,
                what,
                _("Zet %(flemish)s in Van, of beëindig eerst.") % {"flemish": flemish(clash.start)},
                flemish(start),
            )
            return
        key = f"new:{entry.line}"
        self.mandates[person.key].append(
            KnownMandate(key=key, role=role, start=start, end=entry.end, decision=entry.decision)
        )
        values: dict[str, Value] = {"role": role, "start": start, "end": entry.end, "decision": entry.decision}
        self._step(Subject.MANDATE, Deed.CREATE, entry, person.key, label, values=values)

    def _label(self, role: str) -> str:
        names = self.known.roles.get(role, ())
        return names[0] if names else role
