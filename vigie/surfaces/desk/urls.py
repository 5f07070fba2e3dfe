"""Routes of the desk surface."""

from django.urls import include, path

from vigie.surfaces.desk.views import (
    cases,
    declarations,
    figures,
    files,
    grouping,
    home,
    playbooks,
    queue,
    related,
    requesting,
    search,
    support,
    taking,
    task,
    tasks,
    todo,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("search/", search.search, name="search"),
    path("queue/news/", queue.news, name="news"),
    path("declarations/", declarations.declarations, name="declarations"),
    path("declarations/<str:reference>/", declarations.declaration, name="declaration"),
    path("declarations/<str:reference>/sealed/", declarations.sealed, name="sealed"),
    path("declarations/<str:reference>/request/", requesting.request_report, name="request_report"),
    path(
        "declarations/<str:reference>/request/cancel/",
        requesting.cancel_request,
        name="request_cancel",
    ),
    path("declarations/<str:reference>/take/", taking.take, name="take"),
    path("declarations/<str:reference>/join/", taking.join, name="join"),
    path("declarations/<str:reference>/files/", files.files, name="files"),
    path("declarations/<str:reference>/files/names/", files.names, name="files_names"),
    path("declarations/<str:reference>/files/<uuid:pk>/", files.file, name="file"),
    path("declarations/<str:reference>/files/<uuid:pk>/decide/", files.decide, name="file_decide"),
    path("declarations/<str:reference>/together/", grouping.take_together, name="take_together"),
    path("declarations/<str:reference>/dismiss/", grouping.dismiss, name="dismiss"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/files/", files.case_files, name="case_files"),
    path("cases/<str:reference>/files/names/", files.case_names, name="case_files_names"),
    path("cases/<str:reference>/lead/", cases.lead, name="lead"),
    path("cases/<str:reference>/reopen/", cases.reopen, name="reopen"),
    path("cases/<str:reference>/tasks/", tasks.tasks, name="tasks"),
    path("cases/<str:reference>/tasks/open/", tasks.open_tasks, name="tasks_open"),
    path("cases/<str:reference>/tasks/playbook/", tasks.apply, name="playbook_apply"),
    path("cases/<str:reference>/tasks/new/", task.new, name="task_new"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/", task.task, name="task"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/open/", task.open_task, name="task_open"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/act/", tasks.act, name="task_act"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/drop/", task.drop, name="task_drop"),
    path("tasks/", todo.todo, name="todo"),
    path("playbooks/", playbooks.playbooks, name="playbooks"),
    path("playbooks/<slug:name>/", playbooks.playbook, name="playbook"),
    path("cases/<str:reference>/support/", support.support, name="support"),
    path(
        "cases/<str:reference>/support/<uuid:support_id>/move/", support.move, name="support_move"
    ),
    path(
        "cases/<str:reference>/support/<uuid:support_id>/answered/",
        support.answered,
        name="support_answered",
    ),
    path(
        "cases/<str:reference>/support/<uuid:support_id>/charge/",
        support.take_charge,
        name="support_charge",
    ),
    path(
        "cases/<str:reference>/support/<uuid:support_id>/time/", support.spend, name="support_time"
    ),
    path(
        "cases/<str:reference>/support/<uuid:support_id>/time/<uuid:time_id>/void/",
        support.void,
        name="support_void",
    ),
    path("support/", support.waiting, name="support_waiting"),
    path("duty/", include("vigie.surfaces.desk.duty_urls")),
    path(
        "cases/<str:reference>/declarations/", grouping.case_declarations, name="case_declarations"
    ),
    path("cases/<str:reference>/declarations/gather/", grouping.gather, name="gather"),
    path("cases/<str:reference>/declarations/split/", grouping.split, name="split"),
    path("cases/<str:reference>/dismiss/", grouping.dismiss_for_case, name="dismiss_for_case"),
    path("cases/<str:reference>/related/", related.case_related, name="case_related"),
    path("cases/<str:reference>/merge/", related.merge, name="merge"),
    path("cases/<str:reference>/link/", related.link, name="link"),
    path("cases/<str:reference>/unlink/", related.unlink, name="unlink"),
    path("cases/<str:reference>/undo/", related.undo, name="undo"),
    path("figures/", figures.figures, name="figures"),
    path("figures/release/", figures.release, name="release"),
]
