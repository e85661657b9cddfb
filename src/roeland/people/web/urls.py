"""URLs of people: the account's own under /mijn/, the rest behind the slug of an authority."""

from django.urls import path

from roeland.people.web import directory, entrance, importing, me, person, roles, settings, teams

own = [
    path("mijn/", me.me, name="people-me"),
    path("mijn/voorkeuren/", me.preferences, name="people-preferences"),
    path("mijn/afwezig/", me.absence, name="people-my-absence"),
    path("mijn/afwezig/<uuid:pk>/terug/", me.back, name="people-my-back"),
    path("mijn/tokens/", me.add_token, name="people-token-add"),
    path("mijn/tokens/<uuid:pk>/intrekken/", me.revoke_token, name="people-token-revoke"),
    path("mijn/sessies/afmelden/", me.end_sessions, name="people-sessions-end"),
    path("mijn/sessies/<int:pk>/afmelden/", me.end_session, name="people-session-end"),
    path("mijn/gegevens/", me.my_data, name="people-my-data"),
    path("uitnodiging/<str:secret>/", entrance.invitation, name="people-invitation"),
    path("account/demo/", entrance.demo_login, name="people-demo-login"),
]
per_authority = [
    path("personen/", directory.directory, name="people-directory"),
    path("personen/nieuw/", person.add, name="people-add"),
    path("personen/importeren/", importing.start, name="people-import"),
    path("personen/importeren/nakijken/", importing.check, name="people-import-check"),
    path("personen/importeren/uitvoeren/", importing.run, name="people-import-run"),
    path("personen/importeren/stoppen/", importing.stop, name="people-import-stop"),
    path("personen/importeren/fouten/", importing.faults, name="people-import-faults"),
    path("personen/importeren/sjabloon/<str:kind>/", importing.template_file, name="people-import-template"),
    path("personen/<uuid:pk>/", person.person, name="people-person"),
    path("personen/<uuid:pk>/wijzigen/", person.change, name="people-change"),
    path("personen/<uuid:pk>/uit-dienst/", person.leave, name="people-leave"),
    path("personen/<uuid:pk>/afwezig/", person.absence, name="people-absence"),
    path("personen/<uuid:pk>/afwezig/<uuid:absence_pk>/terug/", person.back, name="people-back"),
    path("personen/<uuid:pk>/aanduiden/", person.mandate, name="people-mandate"),
    path("personen/<uuid:pk>/plaatsen/", person.move, name="people-move"),
    path("personen/<uuid:pk>/uitnodigen/", person.invite, name="people-invite"),
    path("mandaten/<uuid:pk>/beeindigen/", person.end_mandate, name="people-mandate-end"),
    path("rollen/", roles.roles, name="people-roles"),
    path("rollen/<slug:role>/vervanger/", roles.replacement, name="people-replacement"),
    path("rollen/<slug:role>/vervanger/<int:rank>/beeindigen/", roles.end_replacement, name="people-replacement-end"),
    path("rollen/<slug:role>/", roles.role_setting, name="people-role"),
    path("diensten/", teams.teams, name="people-teams"),
    path("diensten/nieuw/", teams.add_team, name="people-team-add"),
    path("diensten/<uuid:pk>/", teams.change_team, name="people-team"),
    path("organen/", teams.bodies, name="people-bodies"),
    path("organen/nieuw/", teams.add_body, name="people-body-add"),
    path("organen/<uuid:pk>/leden/", teams.add_member, name="people-member-add"),
    path("organen/leden/<uuid:pk>/beeindigen/", teams.end_member, name="people-member-end"),
    path("instellingen/", settings.settings, name="people-settings"),
    path("instellingen/bestuur/", settings.profile, name="people-profile"),
    path("instellingen/rechtspersonen/", settings.entity, name="people-entity"),
    path("instellingen/werkuren/", settings.hours, name="people-hours"),
    path("instellingen/sluitingsdagen/", settings.closing_day, name="people-closing-day"),
    path(
        "instellingen/sluitingsdagen/<uuid:pk>/schrappen/",
        settings.strike_closing_day,
        name="people-closing-day-strike",
    ),
]
