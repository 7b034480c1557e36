"""The Celery application: workers run job rows, beat wakes the scheduler once a minute."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
# A web server's threads know only the default application; without this they would send to an unnamed broker.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal.kit"], related_name="worker")
app.conf.beat_schedule = {"tick": {"task": "kit.tick", "schedule": 60.0, "options": {"expires": 55}}}
