"""Mail leaves through an outbox: stored with the change that caused it, marked *sending* before it goes.

After a crash between the two a message is *uncertain*: it is reported and never sent a second time.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from portal.kit.jobs import Run, enqueue, job
from portal.kit.models import Mail

logger = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Stores messages instead of sending them in the request; a job sends them after commit."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store each message with the current transaction and ask for its sending."""
        for message in email_messages:
            row = Mail.objects.create(content=_content(message))
            enqueue("mail.send", mail_id=str(row.pk))
        return len(email_messages)


def _content(message: EmailMessage) -> dict[str, Any]:
    alternatives = [list(part) for part in getattr(message, "alternatives", [])]
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": str(message.from_email),
        "to": list(message.to),
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "alternatives": [[str(content), str(mimetype)] for content, mimetype in alternatives],
    }


@job("mail.send", attempts=6)
def send(run: Run, mail_id: str) -> None:
    """Send one stored message, once."""
    row = Mail.objects.filter(pk=mail_id).first()
    claimed = Mail.objects.filter(pk=mail_id, state=Mail.WAITING).update(state=Mail.SENDING, changed_at=timezone.now())
    if not row or not claimed:
        return
    try:
        EmailMultiAlternatives(**row.content, connection=connection()).send()
    except Exception:
        Mail.objects.filter(pk=mail_id).update(state=Mail.WAITING, changed_at=timezone.now())
        raise
    Mail.objects.filter(pk=mail_id).update(state=Mail.SENT, content={}, changed_at=timezone.now())


@job("mail.report_uncertain", every=timedelta(minutes=10))
def report_uncertain(run: Run) -> None:
    """Mark what a crash left between *sending* and *sent*, and say so in the log."""
    stuck = Mail.objects.filter(state=Mail.SENDING, changed_at__lt=timezone.now() - timedelta(minutes=10))
    if count := stuck.update(state=Mail.UNCERTAIN, changed_at=timezone.now()):
        logger.error("%s mails may or may not have been sent; they are not sent again", count)


def connection() -> BaseEmailBackend:
    """Return the connection that EMAIL_URL names."""
    url = urlparse(settings.EMAIL_URL)
    if url.scheme == "memory":
        return get_connection("django.core.mail.backends.locmem.EmailBackend")
    if url.scheme == "file":
        return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=url.path)
    if url.scheme == "smtp":
        options = parse_qs(url.query)
        return get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host=url.hostname or "localhost",
            port=url.port or 25,
            username=unquote(url.username or ""),
            password=unquote(url.password or ""),
            use_tls=options.get("tls") == ["1"],
            use_ssl=options.get("ssl") == ["1"],
            timeout=20,
        )
    return get_connection("django.core.mail.backends.console.EmailBackend")
