"""Everybody who takes part in a case."""

from __future__ import annotations

import pytest

from tests.journeys.cases.people import People
from tests.journeys.conftest import OpenContext
from tests.journeys.server import Server


@pytest.fixture
def people(opened: OpenContext, server: Server) -> People:
    """Members and reporters, whom the test lets sit down."""
    return People(opened, server)
