"""Addresses of the room; a case's is a random id, without a word of its title."""

from django.urls import path

from community.cases import views, writing

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("ask/", writing.ask, name="ask"),
    path("new/", writing.new, name="new"),
    path("autosave/", writing.autosave, name="autosave"),
    path("drafts/", views.drafts, name="drafts"),
    path("<uuid:case_id>/", views.detail, name="detail"),
    path("<uuid:case_id>/draft/", writing.draft, name="draft"),
    path("<uuid:case_id>/preview/", writing.preview, name="preview"),
    path("<uuid:case_id>/post/", writing.post, name="post"),
    path("<uuid:case_id>/edit/", writing.edit, name="edit"),
    path("<uuid:case_id>/history/", views.history, name="history"),
    path("<uuid:case_id>/close/", writing.close, name="close"),
    path("<uuid:case_id>/reopen/", writing.reopen, name="reopen"),
    path("<uuid:case_id>/withdraw/", writing.withdraw, name="withdraw"),
    path("<uuid:case_id>/discard/", writing.discard, name="discard"),
]
