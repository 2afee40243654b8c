"""Intake over HTTP (docs/api.md)."""

from __future__ import annotations

import ipaddress
import shutil

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from portal.config import config
from portal.database import commit_once, db
from portal.days import delivery_day, now, today
from portal.offices.service import office_named, the_site
from portal.reports import challenge, sealed
from portal.reports.forms import FormInvalid, ReportForm, SealedForm
from portal.reports.service import SealedBody, receive_file, receive_report
from portal.security import anyone

reports = Blueprint("reports", __name__)


class IntakeClosed(Exception):
    """The disk has no room left for reports (budgets.md, F3)."""


def check_room() -> None:
    """Refuse before a disk is full, so that nothing is ever half stored. Raises IntakeClosed."""
    if shutil.disk_usage(config().data).free < config().disk_floor:
        raise IntakeClosed


def check_work(form: SealedForm, body: bytes) -> None:
    """Check the work done for a body. Raises ChallengeExpired or WorkMissing."""
    challenge.check(
        the_site(db()).challenge_key,
        bytes.fromhex(form.challenge.data),
        bytes.fromhex(form.solution.data),
        id=form.sealed_id.bytes,
        body=body,
        now=now(),
    )


def on_hospital_network(address: str | None) -> bool:
    """Whether a client's address lies in a network the operator named as the hospital's."""
    if not config().networks or not address:
        return False
    client = ipaddress.ip_address(address)
    return any(client in network for network in config().networks)


@reports.get("/challenge")
@anyone
def give_challenge() -> ResponseReturnValue:
    """The challenge of this hour, the same for everybody."""
    given = challenge.give(the_site(db()).challenge_key, config().difficulty, now())
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
    body = form.body()
    office = office_named(db(), form.office.data)

    def admit() -> None:
        check_room()
        form.check_attachments()
        sealed.check_report(body)
        check_work(form, body)

    report = commit_once(
        lambda: receive_report(
            db(),
            office,
            SealedBody(form.sealed_id, int(form.epoch.data), body),
            mailbox_id=bytes.fromhex(form.mailbox_id.data),
            deliver_on=delivery_day(form.deliver.data, today()),
            today=today(),
            admit=admit,
        )
    )
    return jsonify(
        received_on=report.received_on.isoformat(), deliver_on=report.deliver_on.isoformat()
    ), 201


@reports.post("/o/<slug>/sealed")
@anyone
def create_from_file(slug: str) -> ResponseReturnValue:
    """Take in a file that somebody sealed with another tool, from a page without scripts."""
    office = office_named(db(), slug)
    part = request.files.get("sealed")
    if part is None or not (body := part.read()):
        raise FormInvalid(["sealed"])
    check_room()
    sealed.check_file(body)
    report = commit_once(
        lambda: receive_file(
            db(), office, body, today=today(), limit=config().sealed_files_a_day
        )
    )
    return render_template("portal/reports/file_received.html", office=office, report=report), 201
