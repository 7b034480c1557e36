"""The Celery application: workers run job rows, beat wakes the scheduler once a minute."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal.kit"], related_name="worker", force=True)
app.conf.beat_schedule = {"tick": {"task": "kit.tick", "schedule": 60.0, "options": {"expires": 55}}}
