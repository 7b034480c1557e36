"""Wagtail's background tasks as job rows, so that they share one queue, one sweeper and one record."""

from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued

from portal.kit.jobs import Run, enqueue, job


class JobBackend(BaseTaskBackend):
    """Turns a django-tasks call into a job named `wagtail.task`."""

    supports_defer = False

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Store the call with the current transaction; it runs after commit."""
        self.validate_task(task)
        result = TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        enqueue("wagtail.task", path=task.module_path, args=list(args), kwargs=dict(kwargs))
        task_enqueued.send(type(self), task_result=result)
        return result


@job("wagtail.task", attempts=3)
def run_wagtail_task(run: Run, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the stored function."""
    import_string(path).call(*args, **kwargs)
