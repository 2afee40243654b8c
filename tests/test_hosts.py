"""Each area answers on its own host name and refuses the other's routes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from werkzeug.test import Client

from portal.config import Config
from wsgi import Areas, create_app


@pytest.fixture
def site(settings: Config) -> Iterator[Client]:
    areas = create_app(settings)
    yield Client(areas)
    for engine in engines(areas):
        engine.dispose()


def engines(areas: Areas) -> list[Engine]:
    return [area.extensions["qingfeng.engine"] for area in areas.applications]


def status(site: Client, path: str, host: str) -> int:
    return site.get(path, base_url=f"http://{host}/").status_code


def test_the_portal_answers_on_its_host_only(site: Client) -> None:
    assert status(site, "/site.json", "127.0.0.1") == 200
    assert status(site, "/site.json", "localhost") == 404


def test_casework_answers_on_its_host_only(site: Client) -> None:
    assert status(site, "/casework/sign-in", "localhost") == 200
    assert status(site, "/casework/sign-in", "127.0.0.1") == 404


def test_another_host_name_gets_nothing(site: Client) -> None:
    assert status(site, "/site.json", "portal.example") == 421
    assert status(site, "/casework/sign-in", "portal.example") == 421


def test_a_port_and_capitals_do_not_matter(site: Client) -> None:
    assert status(site, "/casework/sign-in", "LocalHost:8000") == 200
