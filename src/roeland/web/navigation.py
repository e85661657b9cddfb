"""Which pages each kind of person finds in the side bar, in order (docs/ui.md, section navigation).

An entry is shown only when its page exists and the person may open it: rooms that are not built yet are simply absent.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Entry:
    """`path` stands behind the slug of the authority (or behind `/` when all authorities are in scope)."""

    label: str
    path: str
    icon: str
    wide: bool = False  # only without an authority in the URL
    may: tuple[str, ...] = ()  # only for who holds one of these words
    below: tuple["Entry", ...] = ()  # shown under this one while the person is in that part


@dataclass(frozen=True)
class Group:
    label: str
    entries: tuple[Entry, ...]


VANDAAG = Entry("Vandaag", "", "sun")
PLAN = Entry("Controleplan", "controleplan/", "calendar")
BESTUREN = Entry("Lokale besturen", "besturen/", "building", wide=True)
BEZOEKEN = Entry("Bezoeken", "bezoeken/", "route", wide=True)
BEZOEKEN_HIER = Entry("Bezoeken", "bezoeken/", "route")
UREN = Entry("Uren", "bezoeken/uren/", "bars", wide=True)
WETTEN = Entry("Wetswijzigingen", "wetswijzigingen/", "book", wide=True)
DOCUMENTEN = Entry("Documenten", "documenten/", "document")
INZAGE = Entry("Inzage", "inzage/", "eye")
AFWIJKINGEN = Entry("Afwijkingen", "afwijkingen/", "right")
KENNISBANK = Entry("Kennisbank", "kennisbank/", "book")
SJABLONEN = Entry("Sjablonen", "sjablonen/", "file")
LEESRONDES = Entry("Leesrondes", "leesrondes/", "people")
LEZEN = Entry("Lezen en aanvaarden", "lezen/", "document")
DIENST = Entry("Vergaderingen", "vergaderingen/", "people")
TEKENMAP = Entry("Tekenmap", "tekenmap/", "pencil", may=("approve", "decide"))
ADVIEZEN = Entry("Adviezen", "adviezen/", "comment")
DOELSTELLINGEN = Entry("Doelstellingen", "doelstellingen/", "bars")
PROJECTEN = Entry("Projecten", "projecten/", "bars")
GELD = Entry("Geld", "geld/", "bars")
RISICOS = Entry("Risico’s", "risicos/", "grid")
MAATREGELEN = Entry("Maatregelen", "maatregelen/", "shield")
AUDITS = Entry("Audits", "audits/", "eye")
LOGCONTROLE = Entry("Logcontrole", "logcontrole/", "logs")
INCIDENTEN = Entry("Incidenten", "incidenten/", "bolt")
CONTINUITEIT = Entry("Continuïteit", "continuiteit/", "house")
VORMING = Entry("Vorming", "vorming/", "cap")
REGISTER = Entry("Register", "register/", "laptop")
SERVICEDESK = Entry("Servicedesk", "servicedesk/", "headset")
VERSLAGEN = Entry("Verslagen", "verslagen/", "bars")
MANAGEMENT = Entry("Managementverslag", "managementverslag/", "pulse")
COMMUNICATIE = Entry("Communicatieplan", "communicatie/", "comment")
CONTACTEN = Entry("Contacten", "contacten/", "phone")
MANDATEN = Entry("Dossiers per mandaat", "mandaten/", "cap")
LOGBOEK = Entry("Logboek", "logboek/", "book")
PERSONEN = Entry("Personen en mandaten", "personen/", "people")
ORGANEN = Entry("Organen", "organen/", "people")
VERWERKINGEN = Entry("Verwerkingen", "verwerkingen/", "file")
BEWAKING = Entry("Bewaking", "bewaking/", "pulse")
TOEGANGEN = Entry("Toegangen", "toegangen/", "key")
CONTRACTEN = Entry("Contracten", "contracten/", "file")
KWETSBAARHEDEN = Entry("Kwetsbaarheden", "kwetsbaarheden/", "grid")
VERGADERINGEN = Entry("Vergaderingen", "vergaderingen/", "people")
VRAAG = Entry("Vraag stellen", "vragen/", "comment")
MELDEN = Entry("Meld iets", "melden/", "bolt", wide=True)
TOESTELLEN = Entry("Mijn toestellen", "mijn/toestellen/", "laptop", wide=True)
MIJN = Entry("Mijn gegevens", "mijn/", "person", wide=True)
HULP = Entry("Hulp", "hulp/", "help", wide=True)
INSTALLATIE = Entry("Installatie", "beheer/", "gear", wide=True)

START = Entry("Start van het bestuur", "start/", "route")
TEKSTEN = replace(DOCUMENTEN, below=(INZAGE, AFWIJKINGEN, LEESRONDES, KENNISBANK, SJABLONEN, START))
STUKKEN = replace(DOCUMENTEN, below=(INZAGE, AFWIJKINGEN, SJABLONEN, START))
PORTFOLIO = replace(PROJECTEN, below=(GELD,))
MENSEN = replace(PERSONEN, below=(MANDATEN, CONTACTEN, COMMUNICATIE))
VERANTWOORDING = replace(VERSLAGEN, below=(MANAGEMENT, DOELSTELLINGEN))

OFFICER = (
    Group(
        "",
        (VANDAAG, LEZEN, TEKENMAP, PLAN, replace(BESTUREN, below=(UREN,)), BEZOEKEN, WETTEN),
    ),
    Group("Sturen", (TEKSTEN, DIENST, ADVIEZEN, PORTFOLIO)),
    Group("Beheersen", (RISICOS, MAATREGELEN, AUDITS, LOGCONTROLE)),
    Group("Reageren", (INCIDENTEN, CONTINUITEIT)),
    Group("Mensen en ICT", (VORMING, REGISTER, SERVICEDESK, MENSEN)),
    Group("Verantwoorden", (VERANTWOORDING, LOGBOEK)),
)
DIRECTOR = (
    Group("", (VANDAAG, LEZEN, TEKENMAP, PLAN, BEZOEKEN_HIER)),
    Group("Sturen", (TEKSTEN, DIENST, ADVIEZEN, PORTFOLIO)),
    Group("Beheersen", (RISICOS, MAATREGELEN, AUDITS, LOGCONTROLE)),
    Group("Reageren", (INCIDENTEN, CONTINUITEIT)),
    Group("Verantwoorden", (VERANTWOORDING, LOGBOEK)),
    Group("Beheer", (MENSEN,)),
)
DPO = (
    Group(
        "",
        (
            VANDAAG,
            LEZEN,
            TEKENMAP,
            PLAN,
            TEKSTEN,
            DIENST,
            ADVIEZEN,
            PORTFOLIO,
            VERWERKINGEN,
            RISICOS,
            LOGCONTROLE,
            INCIDENTEN,
            VORMING,
        ),
    ),
    Group("Mensen", (MENSEN,)),
    Group("Verantwoorden", (VERANTWOORDING, LOGBOEK)),
)
ICT = (
    Group("", (VANDAAG, LEZEN, TEKENMAP, PLAN)),
    Group("ICT", (SERVICEDESK, REGISTER, BEWAKING, TOEGANGEN, CONTRACTEN, MENSEN)),
    Group("Veiligheid", (TEKSTEN, DIENST, ADVIEZEN, PORTFOLIO, INCIDENTEN, MAATREGELEN, KWETSBAARHEDEN)),
    Group("Verantwoorden", (VERANTWOORDING, LOGBOEK)),
)
FINANCE = (Group("", (VANDAAG, LEZEN, PORTFOLIO, PLAN, VERSLAGEN, CONTACTEN, STUKKEN, KENNISBANK, MIJN, HULP)),)
HR = (Group("", (VANDAAG, LEZEN, PERSONEN, VORMING, COMMUNICATIE, CONTACTEN, STUKKEN, LEESRONDES, KENNISBANK, MIJN)),)
COUNCIL = (
    Group(
        "",
        (
            VANDAAG,
            LEZEN,
            STUKKEN,
            KENNISBANK,
            VERGADERINGEN,
            ADVIEZEN,
            VORMING,
            LOGCONTROLE,
            VERSLAGEN,
            CONTACTEN,
            ORGANEN,
            VRAAG,
            MIJN,
        ),
    ),
)
OWN = (LEESRONDES, COMMUNICATIE, CONTACTEN, STUKKEN, KENNISBANK, VORMING, TOESTELLEN, MIJN, HULP)
STAFF = (Group("", (VANDAAG, LEZEN, MELDEN, LOGCONTROLE, *OWN)),)
MEMBER = (
    Group(
        "",
        (VANDAAG, LEZEN, MELDEN, VERGADERINGEN, ORGANEN, ADVIEZEN, PORTFOLIO, PLAN, LOGCONTROLE, VERANTWOORDING, *OWN),
    ),
)
AUDITOR = (
    Group(
        "",
        (
            VANDAAG,
            LEZEN,
            STUKKEN,
            KENNISBANK,
            PLAN,
            ADVIEZEN,
            PORTFOLIO,
            LOGCONTROLE,
            VERANTWOORDING,
            LOGBOEK,
            MIJN,
            HULP,
        ),
    ),
)
COACH = (Group("", (VANDAAG, LEZEN, UREN, DOCUMENTEN, MIJN, HULP)),)
OPERATOR = (Group("", (INSTALLATIE, BESTUREN, LOGBOEK, HULP)),)

# The first role that somebody holds decides; the union of rights decides what of it is shown.
BY_ROLE = (
    ("security_officer", OFFICER),
    ("deputy_security_officer", OFFICER),
    ("general_director", DIRECTOR),
    ("dpo", DPO),
    ("ict_head", ICT),
    ("ict_staff", ICT),
    ("hr", HR),
    ("finance_director", FINANCE),
    ("contract_manager", FINANCE),
    ("chair", COUNCIL),
    ("councillor", COUNCIL),
    ("service_coach", COACH),
    ("bcsd_member", MEMBER),
    ("security_service_member", MEMBER),
    ("management_team", MEMBER),
    ("internal_auditor", AUDITOR),
    ("external_auditor", AUDITOR),
)


def groups_for(roles: frozenset[str], *, operator: bool) -> tuple[Group, ...]:
    """The side bar of somebody with these roles."""
    for role, groups in BY_ROLE:
        if role in roles:
            return groups
    return OPERATOR if operator and not roles else STAFF
