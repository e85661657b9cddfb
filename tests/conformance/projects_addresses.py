"""Where the pages about objects of the room projects are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

PROJECT = ("project", "projects")
PROGRAMME = ("programme", "projects")
MILESTONE = ("milestone", "projects")
MEASURE = ("intakemeasure", "projects")
PAYMENT = ("payment", "money")
STEPS = ("starten", "stilleggen", "hervatten", "afronden", "stoppen")


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments and needs."""

    def one(name: str, *needs: tuple[str, str], **more: Any) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.projects[name].pk, **more}, needs)]

    of_project = (
        "project change present approve send-back milestone-new days result intake seal advise case case-write case-pdf budget payment"
    ).split()
    return {
        **{f"projects-{name}": one("project", PROJECT) for name in of_project},
        "projects-step": lambda t: [
            address({"pk": t.projects["project"].pk, "step": step}, (PROJECT,)) for step in STEPS
        ],
        "projects-plan": one("project", PROJECT, section="risks"),
        **{f"projects-programme-{name}": one("programme", PROGRAMME) for name in ("change", "close")},
        **{f"projects-milestone-{name}": one("milestone", MILESTONE) for name in ("change", "reached", "drop")},
        **{f"projects-measure-{name}": one("measure", MEASURE) for name in ("take", "decline")},
        "projects-payment-strike": one("payment", PAYMENT),
    }


SEE, EDIT, APPROVE = "projects:project:see", "projects:project:edit", "projects:project:approve"
MONEY_SEE, MONEY_EDIT = "projects:money:see", "projects:money:edit"
ASKS = {
    **dict.fromkeys(("programmes", "projects", "project", "intake", "intake_questions"), SEE),
    **dict.fromkeys(
        (
            "start_programme change_programme close_programme propose_project change_project present_project move_project "
            "add_milestone change_milestone reach_milestone drop_milestone note_person_days write_project_plan "
            "answer_intake seal_intake take_measure decline_measure"
        ).split(),
        EDIT,
    ),
    **dict.fromkeys(("approve_project", "send_back_project"), APPROVE),
    "advise_dpia": "projects:dpia:advise",
    **dict.fromkeys(("business_case", "business_case_pdf", "money", "payments"), MONEY_SEE),
    **dict.fromkeys(
        "write_business_case set_project_budget set_year_budget record_payment strike_payment".split(), MONEY_EDIT
    ),
}
IN_BODY = {
    "step": "starten",
    "group": "x",
    "planned": "1",
    "section": "risks",
    "answers": {"personal": "yes"},
    "needed": True,
    "what": "x",
    "low": "1",
    "likely": "1",
    "high": "1",
    "chance": "1",
    "of_year": 2026,
    "euro": "1",
    "paid_on": "2026-01-05",
}
NEEDS = {
    "project_id": PROJECT,
    "programme_id": PROGRAMME,
    "milestone_id": MILESTONE,
    "measure_id": MEASURE,
    "payment_id": PAYMENT,
}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {f"{name}_id": t.projects[name].pk for name in ("project", "programme", "milestone", "measure", "payment")}
