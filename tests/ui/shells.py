"""An invented frame for the component sheet: two authorities and the navigation of a shared officer."""

from django.http import HttpRequest

from roeland.ui.shell import Crumb, NavGroup, NavItem, Shell, SwitcherEntry


def officer(request: HttpRequest) -> Shell:
    """What the web door would give for Dina on the sheet of components."""
    items = [
        ("", [("Vandaag", "/", "sun", 12), ("Controleplan", "/controleplan/", "calendar", None)]),
        (
            "Sturen",
            [
                ("Documenten", "#", "document", None),
                ("Informatieveiligheidsdienst", "#", "people", None),
                ("Adviezen", "#", "comment", 1),
                ("Projecten", "#", "bars", None),
            ],
        ),
        (
            "Beheersen",
            [
                ("Risico's", "#", "grid", None),
                ("Maatregelen", "#", "shield", None),
                ("Audits", "#", "eye", None),
                ("Logcontrole", "#", "logs", 31),
            ],
        ),
        ("Reageren", [("Incidenten", "#", "bolt", 2), ("Continuïteit", "#", "house", None)]),
        (
            "Mensen en ICT",
            [("Vorming", "#", "cap", None), ("Register", "#", "laptop", None), ("Servicedesk", "#", "headset", None)],
        ),
        ("Verantwoorden", [("Verslagen", "#", "bars", None), ("Logboek", "#", "book", None)]),
    ]
    navigation = tuple(
        NavGroup(
            label,
            tuple(
                NavItem(name, url, icon, count, current=name == request.GET.get("hier"))
                for name, url, icon, count in entries
            ),
        )
        for label, entries in items
    )
    authorities = (
        SwitcherEntry("Alle besturen", "2 besturen", "/", "all"),
        SwitcherEntry("Zonderbeke", "Gemeente en OCMW", "/zonderbeke/", "1", current=True),
        SwitcherEntry("Lissegem", "Gemeente en OCMW", "/lissegem/", "2"),
    )
    return Shell(
        navigation,
        authorities,
        "Dina Claes",
        "Informatieveiligheidsconsulent",
        (Crumb("Zonderbeke", "/zonderbeke/"), Crumb("Onderdelen")),
        demo=True,
        search_url="/zoek/",
        sessions_url="/account/sessies/",
        logout_url="/account/logout/",
        help_url="/hulp/",
        accessibility_url="/toegankelijkheid/",
        privacy_url="/over-jou/",
    )
