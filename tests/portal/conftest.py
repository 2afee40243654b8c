"""The public area, with a client and a reporter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

import portal
from portal.config import Config
from tests.conftest import under_its_role
from tests.isolation.recorder import watched
from tests.reporter import Reporter


@pytest.fixture
def app(settings: Config) -> Iterator[Flask]:
    """The public area of the test installation."""
    app = portal.create_app(under_its_role(settings, "portal"))
    with watched(app.extensions["qingfeng.engine"]):
        yield app
    app.extensions["qingfeng.engine"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser, without its scripts."""
    return app.test_client()


@pytest.fixture
def reporter(client: FlaskClient) -> Reporter:
    """Somebody who is about to write to the hospital."""
    return Reporter(client.get("/o/hospital/office.json").json, client.get("/challenge").json)
