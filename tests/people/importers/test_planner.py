from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.people.importers import planner
from roeland.people.importers.headers import Kind
from roeland.people.importers.plan import Deed, Subject
from roeland.people.importers.problems import Level
from tests.people.importers.files import TODAY, csv_bytes, known, valid_national, xlsx_bytes

TITLES = [
    "Voornaam",
    "Naam",
    "E-mail",
    "Personeelsnummer",
    "Dienst",
    "Functie",
    "In dienst",
    "Uit dienst",
    "Rol",
    "Van",
    "Tot",
    "Besluit",
]


def plan(*rows: Any, titles: Any = TITLES, **changes: Any) -> Any:
    return planner.make("lijst.csv", csv_bytes([titles, *rows]), known(**changes))


def only(found: Any, level: Any = Level.ERROR) -> Any:
    problems = [problem for problem in found.problems if problem.level is level]
    assert len(problems) == 1, [str(problem) for problem in found.problems]
    return problems[0]


NEW = [
    "Lies",
    "Van Damme",
    "lies@zonderbeke.example",
    "00555",
    "Personeel",
    "Deskundige",
    "01/02/2025",
    "",
    "",
    "",
    "",
    "",
]


def test_a_new_person_with_a_new_team_and_a_role() -> None:
    found = plan([*NEW[:8], "Raadslid", "1/03/2025", "", "GR 2025/14"])
    assert not found.problems
    assert [(step.subject, step.deed) for step in found.steps] == [
        (Subject.PERSON, Deed.CREATE),
        (Subject.TEAM, Deed.CREATE),
        (Subject.MEMBERSHIP, Deed.CREATE),
        (Subject.MANDATE, Deed.CREATE),
    ]
    assert found.steps[2].values == {"team": "Personeel", "start": date(2025, 2, 1)}
    assert found.steps[3].values == {
        "role": "councillor",
        "start": date(2025, 3, 1),
        "end": None,
        "decision": "GR 2025/14",
    }
    assert found.counts() == {
        "dienst": {"nieuw": 1},
        "persoon": {"nieuw": 1},
        "lid van dienst": {"nieuw": 1},
        "mandaat": {"nieuw": 1},
    }
    assert found.absent == 3


def test_what_is_already_so_changes_nothing_and_empty_cells_say_nothing() -> None:
    found = plan(["Tom", "Vercruysse", "", "00417", "sociale DIENST", "", "", "", "", "", "", ""])
    assert found.work == ()
    assert not found.can_run
    assert found.counts() == {"persoon": {"zonder verschil": 1}}


def test_a_changed_field_is_one_change_with_what_was_there() -> None:
    (step,) = plan(["Tom", "Vercruysse", "", "00417", "", "Hoofd", "", "", "", "", "", ""]).work
    assert (step.deed, step.values, step.before) == (
        Deed.CHANGE,
        {"job_title": "Hoofd"},
        {"job_title": "Maatschappelijk werker"},
    )


def test_leaving_is_its_own_verb() -> None:
    (step,) = plan(["Tom", "Vercruysse", "", "00417", "", "", "", "31/10/2026", "", "", "", ""]).work
    assert (step.deed, step.key, step.values) == (Deed.LEAVE, "p-tom", {"left_on": date(2026, 10, 31)})


def test_names_in_either_order_and_without_accents() -> None:
    found = planner.make(
        "l.csv", csv_bytes([["Naam", "Rol"], ["VERCRUYSSE, Tóm", "dpo"], ["Peeters An", "DPO"]]), known()
    )
    assert found.kind is Kind.MANDATES
    assert [step.key for step in found.work] == ["p-tom", "p-an"]


def test_unknown_name_in_a_list_of_mandates_proposes_who_was_meant() -> None:
    found = planner.make(
        "mandaten.csv", csv_bytes([["Wie", "Rol", "Van"], ["Verucysse Tom", "raadslid", "1/1/2025"]]), known()
    )
    problem = only(found)
    assert (problem.file, problem.line, problem.column, problem.found) == ("mandaten.csv", 2, "A Wie", "Verucysse Tom")
    assert problem.advice == "Bedoel je Tom Vercruysse?"


def test_unknown_role_proposes_the_nearest() -> None:
    problem = only(plan([*NEW[:8], "raadslit", "", "", ""]))
    assert (problem.line, problem.column, problem.advice) == (2, "I Rol", "Bedoel je raadslid?")


@pytest.mark.parametrize(
    ("place", "value", "column", "what"),
    [
        (6, "31/02/2024", "G In dienst", "Die datum bestaat niet"),
        (2, "lies@zonderbeke", "C E-mail", "Dat is geen e-mailadres"),
        (7, "1/1/2020", "H Uit dienst", "Valt vóór In dienst, 1/02/2025"),
        (6, "1/1/1066", "G In dienst", "Dat jaar kan niet kloppen"),
        (0, "", "A Voornaam", "Een nieuwe persoon heeft een voornaam nodig"),
        (0, "x" * 81, "A Voornaam", "Dat is langer dan 80 tekens"),
    ],
)
def test_faults_name_line_and_column(place: Any, value: Any, column: Any, what: Any) -> None:
    row = list(NEW)
    row[place] = value
    problem = only(plan(row))
    assert (problem.line, problem.column, problem.what) == (2, column, what)


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({6: "31/02/2024", 8: "raadslit"}, ["G In dienst", "I Rol"]),
        ({2: "lies@zonderbeke", 0: ""}, ["A Voornaam", "C E-mail"]),
        ({2: "lies@zonderbeke", 8: "raadslit", 6: "1/1/1066"}, ["C E-mail", "G In dienst", "I Rol"]),
        ({0: "", 8: "raadslit"}, ["A Voornaam", "I Rol"]),
        ({2: valid_national("850730033"), 8: "raadslit"}, ["C E-mail", "I Rol"]),
        ({1: valid_national("850730033"), 6: "31/02/2024"}, ["B Naam", "G In dienst"]),
    ],
)
def test_all_faults_of_a_row_are_told_in_one_round(changes: dict[int, str], columns: list[str]) -> None:
    found = plan([changes.get(place, cell) for place, cell in enumerate(NEW)])
    assert [problem.column for problem in found.errors] == columns
    assert found.faulty_rows == 1
    assert found.work == () or {step.subject for step in found.work} == {Subject.TEAM}


def test_what_only_follows_from_another_fault_is_not_told() -> None:
    role = plan([*NEW[:8], "raadslid", "1/13/2025", "", ""])
    assert only(role).column == "J Van"
    mandates = csv_bytes([["E-mail", "Rol", "Van"], ["tom@zonderbeke", "raadslit", "1/1/2025"]])
    found = planner.make("mandaten.csv", mandates, known())
    assert [problem.what for problem in found.errors] == ["Dat is geen e-mailadres", "Onbekende rol"]


def test_a_second_row_about_somebody_in_a_faulty_row_is_told_at_once() -> None:
    found = plan([*NEW[:6], "31/02/2024", *NEW[7:]], [*NEW[:6], "", *NEW[7:]])
    assert [(problem.line, problem.column) for problem in found.errors] == [(2, "G In dienst"), (3, "B Naam")]


def test_a_national_number_is_refused_anywhere_and_never_shown() -> None:
    number = valid_national("850730033")
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    for place in range(len(TITLES)):
        row = list(NEW)
        row[place] = dotted
        found = plan(row)
        problem = only(found)
        assert problem.line == 2
        assert problem.what == "Hier staat een rijksregisternummer"
        assert dotted not in repr(found)
        assert number not in repr(found)


def test_a_national_number_in_an_unknown_column_a_title_or_a_number_cell() -> None:
    number = valid_national("850730033")
    beside = planner.make("l.xlsx", xlsx_bytes([["Naam", "Nota"], ["Tom Vercruysse", int(number)]]), known())
    title = planner.make("l.csv", csv_bytes([["Naam", number], ["Tom Vercruysse", ""]]), known())
    column = planner.make("l.csv", csv_bytes([["Naam", "INSZ"], ["Tom Vercruysse", ""]]), known())
    for found in (beside, title, column):
        assert len(found.errors) == 1
        assert number not in repr(found)
    assert (beside.errors[0].line, beside.errors[0].column) == (2, "B")
    assert (title.errors[0].line, title.errors[0].column) == (1, "B")
    assert column.errors[0].advice == "Verwijder deze kolom. Roeland bewaart geen rijksregisternummers."


def test_numbers_that_excel_spoiled_are_warned_of() -> None:
    found = plan(["Lies", "Van Damme", "lies@zonderbeke.example", "1,23E+11", *NEW[4:]])
    assert "afgekapt" in only(found, Level.WARNING).what
    assert found.steps[0].values["personnel_number"] == ""
    short = planner.make("l.xlsx", xlsx_bytes([["Personeelsnummer", "Functie"], [417, "Hoofd"]]), known())
    assert "gelezen als 00417" in only(short, Level.WARNING).what
    assert [step.values for step in short.work] == [{"job_title": "Hoofd"}]


def test_a_phone_gets_its_zero_back() -> None:
    found = planner.make("l.xlsx", xlsx_bytes([["Naam", "Gsm"], ["Tom Vercruysse", 470123456]]), known())
    assert found.work[0].values == {"phone": "0470123456"}
    assert len(found.warnings) == 1


def test_dates_of_a_workbook_and_serial_numbers() -> None:
    rows = [
        ["Naam", "In dienst"],
        ["Tom Vercruysse", date(2020, 5, 4)],
        ["An Peeters", 43955],
        ["Nele Goossens", "4-5-2020"],
    ]
    found = planner.make("l.xlsx", xlsx_bytes(rows), known())
    assert not found.problems
    assert [step.values for step in found.work] == [{"active_from": date(2020, 5, 4)}] * 3


def test_twice_in_one_file() -> None:
    problem = only(plan(NEW, NEW))
    assert (problem.line, problem.what) == (3, "Komt ook voor op rij 2")
    two_roles = plan([*NEW[:8], "raadslid", "", "", ""], [*NEW[:8], "dpo", "", "", ""])
    assert not two_roles.problems
    assert two_roles.count(Subject.MANDATE, Deed.CREATE) == 2
    other = [*NEW[:5], "Iets anders", *NEW[6:8], "dpo", "", "", ""]
    assert only(plan([*NEW[:8], "raadslid", "", "", ""], other)).column == "F Functie"


def test_marks_of_two_persons_on_one_line() -> None:
    row = ["", "", "tom.vercruysse@zonderbeke.example", "00112", *[""] * 8]
    assert "hoort bij An Peeters" in only(plan(row)).what


def test_namesakes_are_not_guessed() -> None:
    twin = replace(known().persons[0], key="p-tom2", email="tom2@zonderbeke.example", personnel_number="")
    row = ["Tom", "Vercruysse", "", "", "", "Hoofd", *[""] * 6]
    assert "Meer dan één persoon heet zo" in only(plan(row, persons=(*known().persons, twin))).what


def test_another_number_is_another_person() -> None:
    found = plan(["Tom", "Vercruysse", "tv2@zonderbeke.example", "00999", *[""] * 8])
    assert found.count(Subject.PERSON, Deed.CREATE) == 1


def test_a_name_that_differs_by_a_letter_is_warned_of() -> None:
    found = plan(["Tom", "Vercruyse", *[""] * 10])
    assert only(found, Level.WARNING).advice == "Bedoel je Tom Vercruysse?"


def test_mandate_that_runs_already() -> None:
    again = plan(["An", "Peeters", "", "", "", "", "", "", "systeembeheerder", "", "", ""])
    assert again.work == ()
    clash = plan(["An", "Peeters", "", "", "", "", "", "", "systeembeheerder", "1/6/2025", "", ""])
    assert only(clash).what == "An Peeters heeft die rol al sinds 1/03/2024"
    ended = plan(["An", "Peeters", "", "", "", "", "", "", "systeembeheerder", "1/3/2024", "30/06/2026", ""])
    assert [(step.key, step.values) for step in ended.work] == [("m-an", {"end": date(2026, 6, 30)})]


def test_teams_with_parents() -> None:
    found = planner.make(
        "diensten.csv", csv_bytes([["Dienst", "Deel van"], ["Onthaal", "Burgerzaken"], ["ICT", "Directie"]]), known()
    )
    assert found.kind is Kind.TEAMS
    assert [(step.deed, step.label, step.values) for step in found.steps] == [
        (Deed.CREATE, "Burgerzaken", {"name": "Burgerzaken", "parent": ""}),
        (Deed.CREATE, "Onthaal", {"name": "Onthaal", "parent": "Burgerzaken"}),
        (Deed.CREATE, "Directie", {"name": "Directie", "parent": ""}),
        (Deed.CHANGE, "ICT", {"parent": "Directie"}),
    ]


def test_titles_may_stand_lower_and_unknown_ones_are_named() -> None:
    rows = [
        ["Personeelslijst Zonderbeke"],
        [],
        ["VOORNAAM ", "familie naam", "Schoenmaat"],
        ["Tom", "Vercruysse", "43"],
    ]
    found = planner.make("l.csv", csv_bytes(rows), known())
    assert not found.errors
    problem = only(found, Level.WARNING)
    assert (problem.line, problem.column) == (3, "C Schoenmaat")
    assert found.counts() == {"persoon": {"zonder verschil": 1}}


def test_no_titles_or_nobody() -> None:
    assert "kolomtitels" in planner.make("l.csv", b"Tom;Vercruysse\nAn;Peeters", known()).errors[0].what
    assert "over wie" in planner.make("l.csv", b"Functie;Rol\nHoofd;dpo", known()).errors[0].what


def test_problem_reads_as_a_sentence() -> None:
    problem = only(plan([*NEW[:6], "31/02/2024", *NEW[7:]]))
    assert str(problem) == (
        "lijst.csv, rij 2, kolom G In dienst: "
        "Die datum bestaat niet. Er staat “31/02/2024”. Verbeter de dag of de maand."
    )


names = st.text(st.characters(whitelist_categories=["L"]), min_size=2, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, names, st.sampled_from(["", "ICT", "Onthaal"])), max_size=15))
def test_a_plan_never_loses_a_row(people: Any) -> None:
    found = planner.make("l.csv", csv_bytes([["Voornaam", "Familienaam", "Dienst"], *people]), known())
    told = {problem.line for problem in found.errors} | {
        step.line for step in found.steps if step.subject is Subject.PERSON
    }
    assert told == set(range(2, len(people) + 2))
    assert known().today == TODAY
