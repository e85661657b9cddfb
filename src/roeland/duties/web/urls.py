"""URLs of duties: Vandaag and the plan over all authorities, the rest behind the slug of an authority."""

from django.urls import path

from roeland.duties.web import (
    adopt,
    clocks,
    duty,
    duty_verbs,
    evidence,
    findings,
    plan,
    review,
    task,
    task_verbs,
    today,
)

own = [
    path("", today.today, name="duties-today-all"),
    path("vandaag/bezoek/", today.close_visit, name="duties-visit-all"),
    path("controleplan/", plan.plan, name="duties-plan-all"),
]
per_authority = [
    path("", today.today, name="duties-today"),
    path("vandaag/bezoek/", today.close_visit, name="duties-visit"),
    path("controleplan/", plan.plan, name="duties-plan"),
    path("controleplan/samenstellen/", adopt.adopt, name="duties-adopt"),
    path("controleplan/nieuw/", duty_verbs.add, name="duties-duty-add"),
    path("controleplan/aanbod/<slug:offered>/", adopt.decline, name="duties-decline"),
    path("controleplan/<uuid:pk>/", duty.duty, name="duties-duty"),
    path("controleplan/<uuid:pk>/aanpassen/", duty_verbs.adapt, name="duties-duty-adapt"),
    path("controleplan/<uuid:pk>/opdracht/", duty_verbs.link, name="duties-duty-link"),
    path("controleplan/<uuid:pk>/stoppen/", duty_verbs.stop, name="duties-duty-stop"),
    path("taken/nieuw/", task_verbs.make, name="duties-task-make"),
    path("taken/<str:number>/", task.task, name="duties-task"),
    path("taken/<str:number>/opnemen/", task_verbs.claim, name="duties-task-claim"),
    path("taken/<str:number>/doorgeven/", task_verbs.pass_on, name="duties-task-pass-on"),
    path("taken/<str:number>/uitstellen/", task_verbs.postpone, name="duties-task-postpone"),
    path("taken/<str:number>/overslaan/", task_verbs.skip, name="duties-task-skip"),
    path("taken/<str:number>/terugnemen/", task_verbs.withdraw, name="duties-task-withdraw"),
    path("taken/<str:number>/opmerking/", task_verbs.comment, name="duties-task-comment"),
    path("taken/<str:number>/indienen/", evidence.hand_in, name="duties-task-hand-in"),
    path("taken/<str:number>/verwijzen/", evidence.refer, name="duties-task-refer"),
    path("taken/<str:number>/noteren/", evidence.write, name="duties-task-write"),
    path("taken/<str:number>/bevinding/", findings.add, name="duties-task-finding"),
    path("taken/<str:number>/goedkeuren/", review.accept, name="duties-task-accept"),
    path("taken/<str:number>/afkeuren/", review.reject, name="duties-task-reject"),
    path("taken/<str:number>/heropenen/", review.reopen, name="duties-task-reopen"),
    path("taken/<str:number>/bewijs/<uuid:pk>/", evidence.download, name="duties-evidence"),
    path("taken/<str:number>/bewijs/<uuid:pk>/verwijderen/", evidence.remove, name="duties-evidence-remove"),
    path("bevindingen/", findings.findings, name="duties-findings"),
    path("bevindingen/nieuw/", findings.add, name="duties-finding-add"),
    path("bevindingen/<uuid:pk>/sluiten/", findings.close, name="duties-finding-close"),
    path("klokken/", clocks.clocks, name="duties-clocks"),
    path("klokken/starten/", clocks.start, name="duties-clock-start"),
    path("klokken/<uuid:pk>/", clocks.clock, name="duties-clock"),
    path("klokken/<uuid:pk>/<slug:step>/", clocks.act, name="duties-clock-act"),
]
