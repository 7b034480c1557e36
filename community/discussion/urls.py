"""Addresses of the room; the thread itself is part of its host's page."""

from django.urls import path

from community.discussion import views

app_name = "discussion"
urlpatterns = [
    path("<uuid:thread_id>/reply/", views.reply, name="reply"),
    path("<uuid:thread_id>/follow/", views.follow, name="follow"),
    path("<uuid:thread_id>/unfollow/", views.unfollow, name="unfollow"),
    path("reply/<uuid:reply_id>/", views.find, name="find"),
    path("<uuid:thread_id>/quote/<uuid:reply_id>/", views.quote, name="quote"),
    path("reply/<uuid:reply_id>/history/", views.history, name="history"),
    path("reply/<uuid:reply_id>/edit/", views.edit, name="edit"),
    path("reply/<uuid:reply_id>/withdraw/", views.withdraw, name="withdraw"),
    path("reply/<uuid:reply_id>/restore/", views.restore, name="restore"),
]
