"""What a supplier calls his columns: which field each is proposed for, and where Roeland rather says nothing."""

import pytest

from roeland.logs.formats.proposing import propose
from roeland.logs.values import Kind

SUPPLIERS = {
    "a word beside the name, day and hour apart": (
        [
            "Referentie raadpleging",
            "Datum",
            "Tijd",
            "Login",
            "INSZ burger",
            "Bevraagde dienst",
            "Zoeksleutel",
            "Motivering",
        ],
        {
            "event_id": ("Referentie raadpleging",),
            "ts": ("Datum", "Tijd"),
            "user_id": ("Login",),
            "citizen": ("INSZ burger",),
            "service": ("Bevraagde dienst",),
            "search_key": ("Zoeksleutel",),
            "stated_reason": ("Motivering",),
        },
    ),
    "columns of a database": (
        ["raadpleging_id", "tijdstip_raadpleging", "gebruiker_id", "rijksregisternummer_burger", "dienst_naam"],
        {
            "event_id": ("raadpleging_id",),
            "ts": ("tijdstip_raadpleging",),
            "user_id": ("gebruiker_id",),
            "citizen": ("rijksregisternummer_burger",),
            "service": ("dienst_naam",),
        },
    ),
    "paths of JSON": (
        ["auditId", "event.timestamp", "event.actor.userName", "event.subject.insz", "serviceName", "searchType"],
        {
            "event_id": ("auditId",),
            "ts": ("event.timestamp",),
            "user_id": ("event.actor.userName",),
            "citizen": ("event.subject.insz",),
            "service": ("serviceName",),
            "search_key": ("searchType",),
        },
    ),
    "an hour before its day": (
        ["Uur van de raadpleging", "Datum van de raadpleging", "Gebruiker", "Insz"],
        {
            "ts": ("Datum van de raadpleging", "Uur van de raadpleging"),
            "user_id": ("Gebruiker",),
            "citizen": ("Insz",),
        },
    ),
    "a whole moment beside its day": (
        ["Tijdstip", "Datum", "Gebruiker", "Insz"],
        {"ts": ("Tijdstip",), "user_id": ("Gebruiker",), "citizen": ("Insz",)},
    ),
    "a number of the worker, the name of a citizen": (
        ["INSZ medewerker", "Naam burger", "Datum import door gebruiker", "sessionId"],
        {},
    ),
}


@pytest.mark.parametrize("name", SUPPLIERS)
def test_columns_of_consultations_are_known_by_the_words_in_their_names(name: str) -> None:
    columns, fields = SUPPLIERS[name]
    assert {field: part.columns for field, part in propose(Kind.CONSULT, columns).items()} == fields


def test_columns_of_a_staff_list_too() -> None:
    columns = ["Login", "Stamnummer", "Dienst", "Datum in dienst", "Datum uit dienst", "E-mail werk"]
    assert {field: part.columns for field, part in propose(Kind.STAFF, columns).items()} == {
        "user_id": ("Login",),
        "person_number": ("Stamnummer",),
        "team": ("Dienst",),
        "from_ts": ("Datum in dienst",),
        "to_ts": ("Datum uit dienst",),
        "person_email": ("E-mail werk",),
    }
