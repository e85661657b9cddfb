"""The words of this room as enums and frozen values. Pure."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

REVIEW_MONTHS = 24
EMBEDDED_MOST = (
    10_000_000  # bytes of attachments that travel inside one PDF; what no longer fits is listed with its SHA-256
)
DOCUMENT, VERSION = "documents.document", "documents.version"  # how tasks and evidence name these rows
DEVIATION = "documents.deviation"

# Resources of roles.yaml under which a document can stand. Each is a circle of readers with its own reading modes.
AUDIENCES = (
    "policy",
    "kb_public",
    "plan_general",
    "plan_technical",
    "minutes_service",
    "advice",
    "annual_report",
    "reports",
    "risk",
    "audit",
    "bcp",
    "drp",
    "incident",
    "processing",
    "contracts",
    "visits",
)
# what a document is written in -> (BCP 47 tag of its papers, Dutch word)
LANGUAGES = {
    "nl": ("nl-BE", "Nederlands"),
    "fr": ("fr-BE", "Frans"),
    "de": ("de-BE", "Duits"),
    "en": ("en", "Engels"),
}
OPEN_AUDIENCES = frozenset(
    {"policy", "kb_public"}
)  # every reader of these is staff: reading them is no fact of the ledger


# audience -> (letters of the number, short words). Numbers run per circle of readers, so that they tell nobody how many documents
# there are in another one.
CIRCLES = {
    "policy": ("BEL", "Beleid en procedures"),
    "kb_public": ("HAN", "Handleidingen"),
    "plan_general": ("VPA", "Algemeen deel"),
    "plan_technical": ("VPT", "Technisch deel"),
    "minutes_service": ("IVD", "Informatieveiligheidsdienst"),
    "advice": ("ADV", "Adviezen"),
    "annual_report": ("JVS", "Jaarverslag"),
    "reports": ("RAP", "Managementrapporten"),
    "risk": ("RIS", "Risico’s"),
    "audit": ("AUD", "Audits"),
    "bcp": ("CON", "Continuïteit"),
    "drp": ("HER", "Herstelplan ICT"),
    "incident": ("INC", "Incidenten"),
    "processing": ("VRW", "Verwerkingen en DPIA’s"),
    "contracts": ("OVK", "Contracten"),
    "visits": ("BEZ", "Bezoeken"),
}
# Codes of the permissions that a document itself gives: to who holds the role that approves it, and to its owner.
APPROVING = frozenset({"documents:version:approve", "documents:version:comment", "documents:document:see"})
SEEING = "documents:document:see"  # also to who reads it on the spot or under a mandate
OWNING = frozenset({"documents:document:edit", "documents:version:comment", "documents:document:see"})


class DocumentKind(StrEnum):
    """What sort of text it is."""

    POLICY = "policy"
    STANDARD = "standard"
    PROCEDURE = "procedure"
    WORK_INSTRUCTION = "work_instruction"
    USER_INSTRUCTION = "user_instruction"
    PLAN = "plan"
    MINUTES = "minutes"
    ADVICE = "advice"
    AGREEMENT = "agreement"
    REPORT = "report"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _KINDS[self]


_KINDS = {
    DocumentKind.POLICY: "beleid",
    DocumentKind.STANDARD: "standaard",
    DocumentKind.PROCEDURE: "procedure",
    DocumentKind.WORK_INSTRUCTION: "werkinstructie",
    DocumentKind.USER_INSTRUCTION: "handleiding",
    DocumentKind.PLAN: "plan",
    DocumentKind.MINUTES: "verslag van een vergadering",
    DocumentKind.ADVICE: "advies",
    DocumentKind.AGREEMENT: "overeenkomst",
    DocumentKind.REPORT: "verslag",
    DocumentKind.LETTER: "brief",
}


class DocumentStatus(StrEnum):
    """Of the document as a whole. A published one can have a next version in the making."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"draft": "ontwerp", "published": "gepubliceerd", "replaced": "vervangen", "withdrawn": "ingetrokken"}[
            self
        ]


class VersionStatus(StrEnum):
    """A version is text while it is a draft; from review on it is sealed, and goes back to draft only by being sent back."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"
    REPLACED = "replaced"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _VERSIONS[self]


_VERSIONS = {
    VersionStatus.DRAFT: "ontwerp",
    VersionStatus.REVIEW: "ter goedkeuring",
    VersionStatus.APPROVED: "goedgekeurd",
    VersionStatus.PUBLISHED: "gepubliceerd",
    VersionStatus.REPLACED: "vervangen",
    VersionStatus.DROPPED: "niet doorgegaan",
}
SHOWN_VERSIONS = (VersionStatus.PUBLISHED, VersionStatus.REPLACED)  # what readers see
IN_WORK = (VersionStatus.DRAFT, VersionStatus.REVIEW, VersionStatus.APPROVED)  # at most one of these per document


class InspectionKind(StrEnum):
    """By what right somebody reads what is closed to his role."""

    ONSITE = "onsite"
    MANDATE = "mandate"

    @property
    def label(self) -> str:
        """Dutch words of the access bar."""
        return {"onsite": "Ter inzage", "mandate": "Onder mandaat"}[self]


class RequestStatus(StrEnum):
    """A request to read always gets an answer with a reason."""

    ASKED = "asked"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _REQUESTS[self]


_REQUESTS = {
    RequestStatus.ASKED: "wacht op antwoord",
    RequestStatus.GRANTED: "toegestaan",
    RequestStatus.PARTLY: "deels toegestaan",
    RequestStatus.REFUSED: "geweigerd",
    RequestStatus.WITHDRAWN: "ingetrokken",
}


class DeviationStatus(StrEnum):
    """A deviation from a rule runs only while it is approved and not past its end."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"asked": "gevraagd", "approved": "toegestaan", "refused": "geweigerd", "ended": "beëindigd"}[self]


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
