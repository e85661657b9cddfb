"""Addresses of this room."""

from django.urls import path

from roeland.projects.web import case, intake, money, portfolio, programmes, steps

own = [
    path("projecten/", portfolio.register, name="projects-register-all"),
    path("geld/", money.overview, name="projects-money-all"),
]

per_authority = [
    path("projecten/", portfolio.register, name="projects-register"),
    path("projecten/nieuw/", portfolio.new, name="projects-new"),
    path("projecten/programmas/nieuw/", programmes.programme_new, name="projects-programme-new"),
    path("projecten/programmas/<uuid:pk>/wijzigen/", programmes.programme_change, name="projects-programme-change"),
    path("projecten/programmas/<uuid:pk>/afsluiten/", programmes.programme_close, name="projects-programme-close"),
    path("projecten/mijlpalen/<uuid:pk>/wijzigen/", steps.milestone_change, name="projects-milestone-change"),
    path("projecten/mijlpalen/<uuid:pk>/gehaald/", steps.milestone_reached, name="projects-milestone-reached"),
    path("projecten/mijlpalen/<uuid:pk>/vervallen/", steps.milestone_drop, name="projects-milestone-drop"),
    path("projecten/maatregelen/<uuid:pk>/taak/", intake.take, name="projects-measure-take"),
    path("projecten/maatregelen/<uuid:pk>/niet/", intake.decline, name="projects-measure-decline"),
    path("projecten/<uuid:pk>/", portfolio.sheet, name="projects-project"),
    path("projecten/<uuid:pk>/wijzigen/", portfolio.change, name="projects-change"),
    path("projecten/<uuid:pk>/stap/<slug:step>/", steps.step, name="projects-step"),
    path("projecten/<uuid:pk>/voorleggen/", steps.present, name="projects-present"),
    path("projecten/<uuid:pk>/goedkeuren/", steps.approve, name="projects-approve"),
    path("projecten/<uuid:pk>/teruggeven/", steps.send_back, name="projects-send-back"),
    path("projecten/<uuid:pk>/mijlpaal/", steps.milestone_new, name="projects-milestone-new"),
    path("projecten/<uuid:pk>/dagen/", steps.days, name="projects-days"),
    path("projecten/<uuid:pk>/plan/<slug:section>/", steps.plan, name="projects-plan"),
    path("projecten/<uuid:pk>/intake/", intake.result, name="projects-result"),
    path("projecten/<uuid:pk>/intake/invullen/", intake.answer, name="projects-intake"),
    path("projecten/<uuid:pk>/intake/verzegelen/", intake.seal, name="projects-seal"),
    path("projecten/<uuid:pk>/intake/advies/", intake.advise, name="projects-advise"),
    path("projecten/<uuid:pk>/businesscase/", case.case, name="projects-case"),
    path("projecten/<uuid:pk>/businesscase/schrijven/", case.case_write, name="projects-case-write"),
    path("projecten/<uuid:pk>/businesscase.pdf", case.case_pdf, name="projects-case-pdf"),
    path("projecten/<uuid:pk>/budget/", money.budget, name="projects-budget"),
    path("projecten/<uuid:pk>/uitgave/", money.payment_of_project, name="projects-payment"),
    path("geld/", money.plan, name="projects-money"),
    path("geld/budget/", money.year_budget, name="projects-year-budget"),
    path("geld/uitgaven/", money.payments, name="projects-payments"),
    path("geld/uitgaven/nieuw/", money.payment_new, name="projects-payment-new"),
    path("geld/uitgaven/<uuid:pk>/schrappen/", money.payment_strike, name="projects-payment-strike"),
]
