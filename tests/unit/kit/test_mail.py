"""Mail goes through the outbox, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from portal.kit.mail import report_uncertain, send
from portal.kit.models import Mail


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_after_commit_and_its_text_is_dropped():
    with transaction.atomic():
        connection().send_messages([message()])
        assert mail.outbox == []

    assert [(m.subject, m.to, m.body) for m in mail.outbox] == [("Subject", ["a@example.org"], "Body")]
    row = Mail.objects.get()
    assert (row.state, row.content) == ("sent", {})


@pytest.mark.django_db(transaction=True)
def test_sending_twice_sends_once():
    connection().send_messages([message()])
    send(None, str(Mail.objects.get().pk))

    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_crashed_sender_is_reported_never_sent_again():
    row = Mail.objects.create(state="sending", changed_at=timezone.now() - timedelta(minutes=11), content={"to": []})

    report_uncertain(None)
    send(None, str(row.pk))

    row.refresh_from_db()
    assert (row.state, mail.outbox) == ("uncertain", [])


def message():
    return mail.EmailMessage("Subject", "Body", "from@example.org", ["a@example.org"])


def connection():
    return mail.get_connection("portal.kit.mail.OutboxBackend")
