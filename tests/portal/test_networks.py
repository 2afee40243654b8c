"""A hospital's networks, named by the operator or an office, are known without asking each time."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

import portal
from portal.config import Config, read_config
from portal.offices.models import Office
from portal.offices.networks import KEPT_SECONDS, Remembered, joined, read_network
from tests.conftest import Hospital


def name_networks(session: Session, hospital: Hospital, *networks: str, **changes: Any) -> None:
    office = session.get_one(Office, hospital.office.id)
    office.settings = office.settings | {"networks": list(networks)}
    for name, value in changes.items():
        setattr(office, name, value)
    session.commit()


def is_inside(app: Flask, address: str) -> bool:
    client = app.test_client()
    answer = client.get("/challenge", environ_base={"REMOTE_ADDR": address})
    return bool(answer.json["on_hospital_network"])


def test_the_operators_and_the_offices_networks_are_both_known(
    settings: Config, session: Session, hospital: Hospital
) -> None:
    name_networks(session, hospital, "192.0.2.0/24", "2001:db8::/32")
    networks = read_config({"QINGFENG_NETWORKS": "10.0.0.0/8"}).networks
    app = portal.create_app(dataclasses.replace(settings, networks=networks))
    inside = ["10.1.1.1", "192.0.2.9", "2001:db8::7", "::ffff:192.0.2.9"]
    assert [is_inside(app, address) for address in inside] == [True] * 4
    assert not is_inside(app, "203.0.113.1")
    app.extensions["qingfeng.engine"].dispose()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_office_that_is_not_public_names_no_network(
    settings: Config, session: Session, hospital: Hospital
) -> None:
    name_networks(session, hospital, "192.0.2.0/24", published=False)
    app = portal.create_app(settings)
    assert not is_inside(app, "192.0.2.9")
    app.extensions["qingfeng.engine"].dispose()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_second_challenge_asks_the_database_nothing(
    settings: Config, session: Session, hospital: Hospital
) -> None:
    app = portal.create_app(settings)
    assert not is_inside(app, "192.0.2.9")
    name_networks(session, hospital, "192.0.2.0/24")
    asked: list[str] = []
    engine: Engine = app.extensions["qingfeng.engine"]
    listen = event.listens_for(engine, "before_cursor_execute")
    listen(lambda _c, _cursor, statement, *_rest: asked.append(statement))
    assert not is_inside(app, "192.0.2.9")
    assert asked == []
    engine.dispose()


def test_what_is_remembered_is_read_again_when_it_is_old() -> None:
    answers = [[read_network("192.0.2.0/24")], [read_network("198.51.100.0/24")]]
    remembered = Remembered()
    first = remembered.at(5.0, lambda: answers[0])
    assert remembered.at(5.0 + KEPT_SECONDS - 1, lambda: answers[1]) is first
    assert remembered.at(5.0 + KEPT_SECONDS, lambda: answers[1]) is answers[1]


def test_a_network_inside_another_is_left_out() -> None:
    found = joined(map(read_network, ["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32", "10.1.0.0/16"]))
    assert [str(one) for one in found] == ["10.0.0.0/8", "2001:db8::/32"]
