"""Nothing in the browser is invited to send what somebody writes or reads to its maker."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

WRITING = re.compile(r'<(?:textarea|input)\b[^>]*type="text"[^>]*>|<textarea\b[^>]*>')


@pytest.mark.parametrize("path", ["/o/hospital/report", "/o/hospital/surrender", "/mailbox"])
def test_what_is_written_is_not_checked_or_finished_elsewhere(
    client: FlaskClient, path: str
) -> None:
    fields = WRITING.findall(client.get(path).text)
    assert fields
    for field in fields:
        assert 'autocomplete="off"' in field
        assert 'inputmode="numeric"' in field or (
            'spellcheck="false"' in field and 'writingsuggestions="false"' in field
        )


@pytest.mark.parametrize(
    ("path", "place"), [("/o/hospital/report", "answers"), ("/mailbox", "letters")]
)
def test_what_is_read_is_not_translated_elsewhere(
    client: FlaskClient, path: str, place: str
) -> None:
    assert f'id="{place}" translate="no"' in client.get(path).text
