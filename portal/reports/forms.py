"""What is accepted with a sealed body: every field, always, at its fixed width (docs/api.md)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError
from wtforms.validators import Regexp

from portal.days import DELIVERIES

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
ATTACHMENTS_WIDTH = 20 * 36 + 19
MOST_BYTES = 128 * 1024


class FormInvalid(Exception):
    """A field is missing or malformed; carries the names of such fields."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class AttachmentUnknown(Exception):
    """The report names an attachment that was not uploaded here."""


class ApiForm(FlaskForm):
    """A form filled by a script: no token, since there is no cookie that could be misused."""

    class Meta:
        """No CSRF token in the public area."""

        csrf = False

    @classmethod
    def from_request(cls) -> Any:
        """Read and check the request's form. Raises FormInvalid."""
        form = cls(request.form)
        if not form.validate():
            raise FormInvalid(sorted(form.errors))
        return form


def _exactly(pattern: str) -> Regexp:
    return Regexp(rf"\A{pattern}\Z")


class SealedForm(ApiForm):
    """A sealed body with its id, its epoch and its work."""

    epoch = StringField(validators=[_exactly(r"[0-9]{6}")])
    id = StringField(validators=[_exactly(UUID)])
    challenge = StringField(validators=[_exactly(r"[0-9a-f]{64}")])
    solution = StringField(validators=[_exactly(r"[0-9a-f]{16}")])

    @property
    def sealed_id(self) -> uuid.UUID:
        """The id the client gave."""
        return uuid.UUID(self.id.data)

    def body(self) -> bytes:
        """The sealed file. Raises FormInvalid where the part is missing."""
        part = request.files.get("body")
        if part is None:
            raise FormInvalid(["body"])
        return part.read()


class ReportForm(SealedForm):
    """A sealed report."""

    office = StringField(validators=[_exactly(r"[a-z0-9-]{1,40}")])
    mailbox_id = StringField(validators=[_exactly(r"[0-9a-f]{64}")])
    deliver = StringField()
    attachments = StringField()

    def validate_deliver(self, field: StringField) -> None:
        """One of the days of delivery there are."""
        if field.data not in DELIVERIES:
            raise ValidationError("deliver")

    def validate_attachments(self, field: StringField) -> None:
        """The full width, so that the number of ids does not show in the size."""
        if len(field.data or "") != ATTACHMENTS_WIDTH:
            raise ValidationError("attachments")

    def check_attachments(self) -> None:
        """Refuse ids of attachments that are not here. Raises AttachmentUnknown."""
        if (self.attachments.data or "").strip():
            raise AttachmentUnknown


class TokenForm(ApiForm):
    """The token that opens a mailbox."""

    token = StringField(validators=[_exactly(r"[0-9a-f]{64}")])


class MessageForm(SealedForm, TokenForm):
    """A sealed message into a mailbox."""
