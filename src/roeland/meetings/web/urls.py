"""URLs of meetings: the list over all authorities, the rest behind the slug of an authority."""

from django.urls import path

from roeland.meetings.web import closing, council, link, lists, meeting, planning

ONE = "vergaderingen/<uuid:pk>/"
POINT = f"{ONE}punten/<uuid:point>/"
ITEM = "vergaderingen/raad/<uuid:pk>/"

own = [
    path("vergaderingen/", lists.index, name="meetings-all"),
    path("link/stuk/<slug:secret>/", link.paper, name="meetings-paper-link"),
]
per_authority = [
    path("vergaderingen/", lists.index, name="meetings-list"),
    path("vergaderingen/bijeenroepen/", planning.convene, name="meetings-convene"),
    path("vergaderingen/raad/nieuw/", council.make, name="meetings-item-make"),
    path(ITEM, council.item, name="meetings-item"),
    path(f"{ITEM}wijzigen/", council.change, name="meetings-item-change"),
    path(f"{ITEM}versturen/", council.send, name="meetings-item-send"),
    path(f"{ITEM}behandelen/", council.settle, name="meetings-item-settle"),
    path(f"{ITEM}intrekken/", council.withdraw, name="meetings-item-withdraw"),
    path(f"{ITEM}stuk/", council.add_paper, name="meetings-item-paper-add"),
    path(f"{ITEM}stukken/<uuid:paper>/weg/", council.remove_paper, name="meetings-item-paper-remove"),
    path(ONE, meeting.meeting, name="meetings-meeting"),
    path(f"{ONE}scherm/", meeting.screen, name="meetings-screen"),
    path(f"{ONE}verslag.pdf", meeting.pdf, name="meetings-pdf"),
    path(f"{ONE}aanwezig/", meeting.attendance, name="meetings-attendance"),
    path(f"{ONE}aanwezig/<uuid:row>/", meeting.presence, name="meetings-presence"),
    path(f"{ONE}uitnodigen/", planning.announce, name="meetings-announce"),
    path(f"{ONE}beginnen/", planning.begin, name="meetings-begin"),
    path(f"{ONE}wijzigen/", planning.change, name="meetings-change"),
    path(f"{ONE}afgelasten/", planning.cancel, name="meetings-cancel"),
    path(f"{ONE}genodigde/", planning.invite, name="meetings-invite"),
    path(f"{ONE}punt/", planning.add_point, name="meetings-point-add"),
    path(f"{ONE}aanvullen/", planning.refresh, name="meetings-refresh"),
    path(f"{ONE}stuk/", planning.add_paper, name="meetings-paper-add"),
    path(f"{ONE}stukken/<uuid:paper>/", planning.paper, name="meetings-paper"),
    path(f"{ONE}stukken/<uuid:paper>/weg/", planning.remove_paper, name="meetings-paper-remove"),
    path(f"{ONE}sluiten/", closing.close, name="meetings-close"),
    path(f"{ONE}opmerking/", closing.correct, name="meetings-correct"),
    path(f"{ONE}goedkeuren/", closing.approve, name="meetings-approve"),
    path(POINT, planning.point, name="meetings-point"),
    path(f"{POINT}verslag/", meeting.write, name="meetings-write"),
    path(f"{POINT}verder/", meeting.go_on, name="meetings-go-on"),
    path(f"{POINT}besluit/", meeting.decide, name="meetings-decide"),
    path(f"{POINT}verplaatsen/", planning.move, name="meetings-point-move"),
    path(f"{POINT}weg/", planning.drop, name="meetings-point-drop"),
]
