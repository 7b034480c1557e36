"""Addresses of the room."""

from django.urls import path

from community.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.mark_all_read, name="read"),
    path("<uuid:notice_id>/", views.open_notice, name="open"),
]
