"""Addresses of the room."""

app_name = "discussion"
urlpatterns: list = []
