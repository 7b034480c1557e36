"""A shelf for every test of the room."""

import pytest
from django.template.loader import render_to_string

from community.discussion.views import thread_context
from tests.factories.discussion import shelf_host
from tests.factories.doctors import viewer_of


@pytest.fixture
def shelf():
    with shelf_host() as host:
        yield host


@pytest.fixture
def rendered_thread():
    """Return a function that renders a thread as its host's page would."""

    def render(request, thread, doctor, session=None) -> str:
        request.viewer, request.session, request.user = viewer_of(doctor), session or {}, doctor.user
        request.htmx = False
        return render_to_string("community/discussion/_thread.html", thread_context(request, thread), request)

    return render
