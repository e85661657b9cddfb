"""One of everything of the room governance in an authority, with a word of its own in every text field."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from roeland.governance.models import (
    Advice,
    AdviceOption,
    Certificate,
    Contact,
    Indicator,
    ManagementReport,
    ManagementText,
    MandateFile,
    Measurement,
    Message,
    Objective,
    PlannedTraining,
    Quote,
    Training,
)
from roeland.kernel import clock
from roeland.people.models import Mandate

if TYPE_CHECKING:
    from tests.conformance.things import Things

SUMMARY = {"adviceline"}  # kinds of pages that open in summary mode too, without a word of the text


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority."""
    place, today = t.authority, clock.today()
    texts = ("title", "asked_by", "question", "facts", "considerations", "recommendation")
    t.governance["advice"] = Advice.objects.create(
        authority=place,
        audience="advice",
        number="A-2026-01",
        status="given",
        to_role="general_director",
        solicited=True,
        answer_days=30,
        written_at=clock.now(),
        given_on=today - timedelta(days=40),
        due=today - timedelta(days=10),
        sha256="0" * 64,
        **{name: t.word("advice", "advice", name) for name in texts},
    )
    AdviceOption.objects.create(
        authority=place,
        audience="advice",
        advice=t.governance["advice"],
        position=1,
        once=100,
        **{name: t.word("advice", "advice", f"option{name}") for name in ("title", "text")},
    )
    t.governance["quote"] = Quote.objects.create(
        authority=place,
        audience="contracts",
        advice=t.governance["advice"],
        option=1,
        once=100,
        quoted_on=today,
        added_on=today,
        sha256="0" * 64,
        link="https://voorbeeld.be/offerte",
        **{name: t.word("quote", "contracts", name) for name in ("supplier", "note", "name")},
    )
    t.governance["objective"] = Objective.objects.create(
        authority=place,
        audience="objectives",
        due=today,
        status="running",
        set_on=today,
        **{name: t.word("objective", "objectives", name) for name in ("title", "serves", "target")},
    )
    t.governance["indicator"] = Indicator.objects.create(
        authority=place,
        audience="objectives",
        objective=t.governance["objective"],
        direction="up",
        source="hand",
        title=t.word("indicator", "objectives", "title"),
        unit="%",
    )
    Measurement.objects.create(
        authority=place, audience="objectives", indicator=t.governance["indicator"], day=today, value=1
    )
    t.governance["management_report"] = ManagementReport.objects.create(
        authority=place,
        audience="reports",
        first=date(today.year, 1, 1),
        last=today,
        status="frozen",
        begun_at=clock.now(),
        frozen_at=clock.now(),
        sha256="0" * 64,
        title=t.word("management", "reports", "title"),
        sections=[
            {
                "key": "level",
                "title": "Niveau",
                "sentences": [],
                "figures": [],
                "text": t.word("management", "reports", "text"),
            }
        ],
    )
    ManagementText.objects.create(
        authority=place,
        audience="reports",
        report=t.governance["management_report"],
        section="level",
        text=t.word("management", "reports", "draft"),
    )
    _contacts(t, today)
    _files(t, today)


def _contacts(t: "Things", today: date) -> None:
    t.governance["message"] = Message.objects.create(
        authority=t.authority,
        audience="awareness",
        channel="mail",
        due=today,
        **{name: t.word("message", "awareness", name) for name in ("title", "receivers", "note")},
    )
    t.governance["contact"] = Contact.objects.create(
        authority=t.authority,
        audience="contacts",
        crisis=True,
        checked_on=today,
        email=f"{t.word('contact', 'contacts', 'mail')}@example.be",
        **{
            name: t.word("contact", "contacts", name)
            for name in ("organisation", "name", "job", "phone", "after_hours", "what_for")
        },
    )


def _files(t: "Things", today: date) -> None:
    """The file of a mandate that holds today: of the system engineer."""
    t.governance["file_mandate"] = Mandate.objects.get(authority=t.authority, role="ict_staff")
    t.governance["file"] = MandateFile.objects.create(
        authority=t.authority,
        audience="mandates",
        mandate=t.governance["file_mandate"],
        incompatibilities=t.word("file", "mandates", "incompatibilities"),
        declared_on=today,
    )
    t.governance["certificate"] = Certificate.objects.create(
        authority=t.authority,
        audience="mandates",
        file=t.governance["file"],
        obtained_on=today,
        sha256="0" * 64,
        **{name: t.word("certificate", "mandates", name) for name in ("title", "issuer", "name")},
    )
    Training.objects.create(
        authority=t.authority,
        audience="mandates",
        file=t.governance["file"],
        day=today,
        hours=1,
        **{name: t.word("training", "mandates", name) for name in ("title", "provider")},
    )
    t.governance["planned"] = PlannedTraining.objects.create(
        authority=t.authority,
        audience="mandates",
        file=t.governance["file"],
        due=today,
        hours=1,
        renews=t.governance["certificate"],
        status="planned",
        **{name: t.word("planned", "mandates", name) for name in ("title", "provider")},
    )
