"""Tickets: what opens a mailbox for a day, without its token and without anything stored.

The mailbox page fetches attachments part by part. Each request shows a ticket, 32 bytes of
HMAC-SHA256 with the site's key over office, mailbox and date: whoever sees it cannot look up
the mailbox with it, and it is worth nothing the day after tomorrow.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from datetime import date, timedelta


def give(key: bytes, office_id: uuid.UUID, mailbox_id: bytes, today: date) -> bytes:
    """The ticket of a mailbox for today and tomorrow."""
    about = b"qingfeng/ticket/1" + office_id.bytes + mailbox_id + today.isoformat().encode()
    return hmac.digest(key, about, hashlib.sha256)


def is_good(
    key: bytes, ticket: bytes, office_id: uuid.UUID, mailbox_id: bytes, today: date
) -> bool:
    """Whether a ticket was given for this mailbox, today or yesterday."""
    days = (today, today - timedelta(days=1))
    return any(hmac.compare_digest(ticket, give(key, office_id, mailbox_id, day)) for day in days)
