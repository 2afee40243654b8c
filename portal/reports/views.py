"""Intake over HTTP (docs/api.md)."""

from __future__ import annotations

import ipaddress
import shutil
import time
import uuid
from collections.abc import Sequence
from typing import Protocol

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.calendar.limits import acceptance
from portal.config import Network, config
from portal.database import commit_once, db, plain
from portal.days import delivery_day, now, today
from portal.offices.networks import Remembered, joined, named_networks
from portal.offices.service import public_office, the_site
from portal.reports import challenge, sealed
from portal.reports.forms import FileForm, ReportForm
from portal.reports.pressure import Pressure
from portal.reports.service import (
    Receipt,
    SealedBody,
    receive_file,
    receive_report,
    settle_clash,
)
from portal.security import anyone

reports = Blueprint("reports", __name__)


class Worked(Protocol):
    """What comes with work: a body under an id (docs/api.md, Reading)."""

    @property
    def id(self) -> uuid.UUID:
        """The id the work is for."""

    @property
    def body(self) -> bytes:
        """The bytes the work is for."""

    @property
    def challenge(self) -> bytes:
        """The challenge it was done for."""

    @property
    def solution(self) -> bytes:
        """The work."""


class IntakeClosed(Exception):
    """The disk has no room left for reports (budgets.md, F3)."""


def check_room(floor: int = 0) -> None:
    """Refuse before a disk is full, so that nothing is ever half stored. Raises IntakeClosed.

    floor: bytes that must stay free, if more than for a report.
    """
    if shutil.disk_usage(config().data).free < max(floor, config().disk_floor):
        raise IntakeClosed


def challenge_key() -> bytes:
    """The site's key for challenges. It never changes, so it is read once a process."""
    known = current_app.extensions
    if "qingfeng.challenge_key" not in known:
        with Session(known["qingfeng.reading"]) as session:
            known["qingfeng.challenge_key"] = the_site(session).challenge_key
    key: bytes = known["qingfeng.challenge_key"]
    return key


def pressure() -> Pressure:
    """How busy this process is."""
    busy: Pressure = current_app.extensions["qingfeng.pressure"]
    return busy


def difficulty() -> int:
    """Bits of work that everybody is asked for at this moment."""
    return config().difficulty + pressure().bits()


def check_work(form: Worked) -> None:
    """Check the work done for a body that is new. Raises ChallengeExpired or WorkMissing.

    One bit less than is asked for by now will do: it was asked for a moment ago.
    """
    challenge.check(
        challenge_key(),
        form.challenge,
        form.solution,
        id=form.id.bytes,
        body=form.body,
        now=now(),
        least=difficulty() - 1,
    )
    g.worked = True


@reports.after_request
def count_stored(response: Response) -> Response:
    """Count a report or a message that was stored with fresh work.

    What can be repeated for nothing never counts: look-ups, and uploads, which can be taken back.
    """
    if response.status_code == 201 and "worked" in g:
        pressure().count()
    return response


def hospital_networks() -> Sequence[Network]:
    """The networks that the operator or an office named as a hospital's."""
    known = current_app.extensions
    remembered: Remembered = known["qingfeng.networks"]

    def read() -> Sequence[Network]:
        with Session(known["qingfeng.reading"]) as session:
            return joined([*config().networks, *named_networks(session)])

    return remembered.at(time.monotonic(), read)


def on_hospital_network(address: str | None) -> bool:
    """Whether a client's address lies in a network that was named as a hospital's."""
    if not address:
        return False
    client = ipaddress.ip_address(address)
    if isinstance(client, ipaddress.IPv6Address):
        client = client.ipv4_mapped or client
    return any(client in network for network in hospital_networks())


@reports.get("/challenge")
@anyone
def give_challenge() -> ResponseReturnValue:
    """The challenge of this hour, the same for everybody."""
    given = challenge.give(challenge_key(), difficulty(), now())
    return jsonify(
        challenge=given.challenge.hex(),
        difficulty=given.difficulty,
        expires_at=given.expires_at.isoformat().replace("+00:00", "Z"),
        on_hospital_network=on_hospital_network(request.remote_addr),
    )


@reports.post("/reports")
@anyone
def create() -> ResponseReturnValue:
    """Take in one sealed report."""
    form = ReportForm.from_request()
    body = SealedBody(form.id, form.epoch, form.body)

    def admit() -> None:
        check_room()
        sealed.check_report(form.body)
        check_work(form)

    def store() -> Receipt:
        return receive_report(
            plain(),
            form.office,
            body,
            mailbox_id=form.mailbox_id,
            deliver_on=delivery_day(form.deliver, today()),
            today=today(),
            attachments=form.attachments,
            admit=admit,
        )

    def clash() -> Receipt:
        return settle_clash(plain(), form.office, body, form.mailbox_id)

    told = commit_once(plain(), store, clash)
    return jsonify(
        received_on=told.received_on.isoformat(),
        deliver_on=told.deliver_on.isoformat(),
        **acceptance(told.deliver_on),
    ), 201


@reports.post("/o/<slug>/sealed")
@anyone
def create_from_file(slug: str) -> ResponseReturnValue:
    """Take in a file that somebody sealed with another tool, from a page without scripts."""
    office = public_office(db(), slug)
    body = FileForm.from_request()
    check_room()
    sealed.check_file(body)
    limit = config().sealed_files_a_day
    report = commit_once(db(), lambda: receive_file(db(), office, body, today=today(), limit=limit))
    return render_template("portal/reports/file_received.html", office=office, report=report), 201
