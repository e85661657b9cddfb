"""What staff are told of log control, in plain Dutch: one text for the page, the paper and the API. Figures and dates come from the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel.models import Authority
from roeland.logs import effort, questions
from roeland.logs.models import Conditions
from roeland.logs.queries.conditions import checklist, lacking
from roeland.logs.queries.rules import current
from roeland.scrutiny.rulebook import Explanation
from roeland.ui import dates


@dataclass(frozen=True)
class Section:
    """A heading, its paragraphs, and a list under them."""

    key: str
    title: str
    texts: tuple[str, ...]
    items: tuple[str, ...] = ()


def sections(authority: Authority, row: Conditions | None) -> list[Section]:
    """The explanation for one authority. Pure but for the rules that it reads."""
    purpose, readers, assistance, no_hearing = questions.statements()
    now = current(authority)
    rules = now.book.explanations if now.book else ()
    days = effort.data()["answer_working_days"]
    return [
        Section(
            "wat",
            _("Wat wordt er nagekeken?"),
            (
                _(
                    "Wie gegevens van burgers opvraagt bij de Kruispuntbank, laat een spoor na in een logbestand: wie keek, wanneer, "
                    "welke gegevens en over welke burger. Roeland leest die raadplegingen van een maand en zoekt bij elke raadpleging "
                    "of er een reden voor geregistreerd staat."
                ),
                *(
                    [
                        _(
                            "De regels van jullie bestuur moeten eerst herwerkt worden. Tot dan begint er geen nieuwe controle."
                        )
                    ]
                    if now.problem
                    else []
                ),
                *(
                    [
                        _(
                            "Een raadpleging is verklaard als een van deze dingen klopt. De precieze regels geeft de consulent je als je erom vraagt."
                        )
                    ]
                    if rules
                    else []
                ),
            ),
            tuple(reasons(rules)),
        ),
        Section(
            "opvalt",
            _("En als er niets geregistreerd staat?"),
            (
                _(
                    "Dan is er nog niets mis. Vaak is een dossier later ingevuld of ging het om een snelle vraag aan het loket. Pas als er "
                    "meer opvalt, bijvoorbeeld veel raadplegingen van dezelfde burger of buiten de uren van de dienst, komt het op een "
                    "korte lijst. Een mens kijkt die lijst na. Roeland beslist niets zelf."
                ),
                _(
                    "Uit de verklaarde raadplegingen loot Roeland er elke maand enkele, om na te gaan of de verklaring klopt."
                ),
            ),
        ),
        Section(
            "waarom",
            _("Waarom?"),
            (
                purpose,
                _(
                    "Burgers moeten erop kunnen rekenen dat hun gegevens alleen gebruikt worden voor wat nodig is. Wie toegang heeft tot het "
                    "netwerk van de Kruispuntbank, moet dat kunnen aantonen. De controle beschermt ook jou: ze toont dat je werk in orde is."
                ),
                _("De controle meet niet hoeveel of hoe snel je werkt en dient niet om je te beoordelen."),
            ),
        ),
        Section(
            "wie",
            _("Wie kijkt?"),
            (
                _(
                    "De informatieveiligheidsconsulent, de adjunct en de functionaris voor gegevensbescherming zien de gevallen. Ze zien een "
                    "pseudoniem in plaats van de burger. Wie de echte burger wil zien, geeft een reden op en doet een tweede stap. Dat komt "
                    "telkens in het logboek en in het jaarverslag."
                ),
                _("Niemand beslist over zijn eigen raadplegingen, ook de consulent niet."),
                _(
                    "Je diensthoofd, de algemeen directeur en het bijzonder comité zien cijfers zonder personen. Antwoordt iemand niet, "
                    "dan krijgt één persoon een mandaat om dat ene geval te openen, met een reden en een einddatum."
                ),
            ),
        ),
        Section("lang", _("Hoe lang wordt het bewaard?"), _kept(row)),
        Section(
            "vraag",
            _("Wat is een vraag, en wat niet?"),
            (
                _(
                    "Soms vraagt de consulent je waarvoor een raadpleging diende. Je krijgt dan een mail dat er een taak klaarstaat."
                ),
                no_hearing,
                _(
                    "Je antwoordt in je eigen woorden, binnen %(days)s werkdagen. Was je heel die termijn afwezig gemeld, dan begint ze opnieuw als je terug bent. Een laat antwoord telt ook nog."
                )
                % {"days": days},
                assistance,
                readers,
            ),
        ),
        Section(
            "rechten",
            _("Welke rechten heb je?"),
            (),
            (
                _(
                    "Je ziet altijd wat er over jou bijgehouden is, op de pagina “Wat er over jou bijgehouden is”. Alleen een geval van een "
                    "controle die nog loopt en waarover nog niets gevraagd of beslist is, staat er pas bij als ze afgesloten is."
                ),
                _("Klopt er iets niet, dan vraag je de consulent om het te verbeteren."),
                _("Je mag bezwaar maken of vragen om iets te wissen bij de functionaris voor gegevensbescherming."),
                _("Je mag klacht indienen bij de toezichthouder voor gegevensbescherming."),
                _("Je vakbond was betrokken bij de afspraken. Je afgevaardigde kent ze."),
            ),
        ),
    ]


# What a rule that looks in a table comes down to, for who works here: `who` of it, and with `kin` what it says of the family.
READS = {
    "dossiers": gettext_lazy("%(who)s had een dossier van de burger%(kin)s."),
    "appointments": gettext_lazy("De burger%(kin_too)s had een afspraak met %(whom)s."),
    "tickets": gettext_lazy("%(who)s behandelde een vraag van de burger%(kin)s."),
    "inscriptions": gettext_lazy("De burger was door %(whom)s geïntegreerd in het verwijzingsrepertorium."),
    "oncall": gettext_lazy("Je had die dag wachtdienst."),
    "registrations": gettext_lazy("De raadpleging is al eens nagekeken, en er was een reden."),
    "standing": gettext_lazy("%(who)s mag deze gegevens volgens een vaste regel zonder dossier raadplegen."),
}


def reasons(rules: Iterable[Explanation]) -> list[str]:
    """What explains a consultation, one sentence for all rules that look in the same table, to the reader himself; a rule that looks at what
    else he consulted, or in another table, has its own. Pure."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        alone = rule.around or rule.table not in READS
        parts = {SIDES.get(key, "") for key in rule.keys.values()} | ({"kin"} if "house" in rule.keys else set())
        found.setdefault(_around(rule) if alone else rule.table, set()).update(parts)
    return [str(READS[name]) % _parts(parts) if name in READS else name for name, parts in found.items()]


SIDES = {"user": "me", "team": "team", "former_team": "team"}  # a key of a rule: the worker himself, or his service


def _around(rule: Explanation) -> str:
    if rule.houses:
        return _("Je vroeg voor een lopend dossier van je dienst verschillende huizen van die straat op.")
    if rule.minutes:
        return _("Je zocht op naam, en opende enkele minuten later de juiste persoon.")
    return rule.sentence


def _parts(found: set[str]) -> dict[str, str]:
    both, team = {"me", "team"} <= found, "team" in found
    return {
        "who": _("Jij of je dienst") if both else _("Je dienst") if team else _("Jij"),
        "whom": _("jou of je dienst") if both else _("je dienst") if team else _("jou"),
        "kin": _(", of van iemand uit hetzelfde gezin") if "kin" in found else "",
        "kin_too": _(", of iemand uit hetzelfde gezin,") if "kin" in found else "",
    }


def _kept(row: Conditions | None) -> tuple[str, ...]:
    if row is None or not row.retention_months:
        return (_("De bewaartermijn ligt nog niet vast. Zolang begint er geen controle."),)
    return (
        _(
            "Een geval blijft %(months)s maanden bewaard. Daarna wist Roeland wie het was, waarom en wat er geantwoord is. Alleen de aantallen blijven."
        )
        % {"months": row.retention_months},
        _(
            "De raadplegingen zelf staan niet in een lijst over jou: ze blijven in versleutelde bestanden en verdwijnen na hun termijn."
        ),
    )


def agreed(row: Conditions | None) -> list[tuple[str, str]]:
    """What was agreed and recorded, as (name, what stands); *nog niet geregistreerd* where it lacks."""
    return [(check.title, check.stands if not check.lacks else _("nog niet in orde")) for check in checklist(row)]


def begins(row: Conditions | None) -> str:
    """From which day on it counts, or that it has not begun."""
    if row is None or row.valid_from is None or lacking(row):
        return _(
            "De controle is nog niet begonnen: niet alles is in orde. Tot dan kijkt niemand raadplegingen van medewerkers na."
        )
    return _("De controle gaat over raadplegingen vanaf %(day)s, niet over vroegere.") % {
        "day": dates.sentence_date(row.valid_from, weekday=False)
    }
