"""Every address of the casebook. Each route stands in the policy table; a test sees to it."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from comity.casebook.views import dashboard, desk, doors, intake, log, people, records

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("records/", records.records, name="records"),
    path("records/new/", intake.intake, name="intake"),
    path("records/<uuid:record_id>/", records.record, name="record"),
    path("records/<uuid:record_id>/desk/", desk.desk, name="desk"),
    path("records/<uuid:record_id>/file/", desk.file, name="file"),
    path("records/<uuid:record_id>/review/", records.review, name="review"),
    path("records/<uuid:record_id>/done/", records.done, name="done"),
    path("records/<uuid:record_id>/seal/", records.seal, name="seal"),
    path("deadlines/", dashboard.deadlines, name="deadlines"),
    path("deadlines/<int:deadline_id>/done/", dashboard.deadline_done, name="deadline_done"),
    path("log/", log.log, name="log"),
    path("log/export/", log.log_export, name="log_export"),
    path("people/", people.people, name="people"),
    path("people/<int:account_id>/", people.person, name="person"),
    path("first/<str:token>/", doors.first_administrator, name="first_administrator"),
    path("invited/<str:token>/", doors.invitation, name="invitation"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/ended/", doors.ended, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
handler403 = "comity.casebook.pages.forbidden"
handler404 = "comity.casebook.pages.missing"
