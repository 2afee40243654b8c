"""One table: which refusal is answered how, and what it tells the reader to do next."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.attachments.claims import AttachmentUnknown
from portal.attachments.limits import AttachmentTooLarge, UploadsFull
from portal.attachments.parts import PartDiffers, PartMissing
from portal.attachments.service import UploadUnknown
from portal.database import db, out_of_space
from portal.mailboxes.service import (
    AnswerOutOfSequence,
    MailboxFull,
    MailboxMoved,
    MailboxUnknown,
)
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_document
from portal.reports.challenge import ChallengeExpired, WorkMissing
from portal.reports.forms import FormInvalid
from portal.reports.sealed import NotSealed, SizeWrong, TooManyRecipients
from portal.reports.service import DifferentBody, EpochRetired, FilesFull, MailboxTaken
from portal.reports.views import IntakeClosed

OUR_FOLDERS = ("portal", "casework", "crypto")
log = logging.getLogger("qingfeng")


@dataclass(frozen=True)
class Answer:
    """How a refusal is answered."""

    status: int
    error: str
    message: LazyString


_ = lazy_gettext
REFUSALS: Mapping[type[Exception], Answer] = {
    FormInvalid: Answer(400, "form_invalid", _("发来的内容不完整。请刷新页面再试一次。")),
    NotSealed: Answer(
        400, "not_sealed", _("这不是给本单位加密的文件，没有收下。请用页面上的收件公钥加密后再发。")
    ),
    TooManyRecipients: Answer(
        400, "too_many_recipients", _("文件加密给了不止一个收件人，没有收下。请只加密给本单位。")
    ),
    SizeWrong: Answer(400, "size_wrong", _("文件大小不对，没有收下。请刷新页面再试一次。")),
    WorkMissing: Answer(403, "work_missing", _("发送前的计算没有完成。请再点一次发送。")),
    ChallengeExpired: Answer(403, "challenge_expired", _("页面开得太久了。请再点一次发送。")),
    OfficeUnknown: Answer(404, "office_unknown", _("没有这个单位。请核对海报上的网址。")),
    MailboxUnknown: Answer(
        404,
        "mailbox_unknown",
        _("没有找到这个查询码的信箱。请核对每一位数字；信箱也可能已经删除。"),
    ),
    UploadUnknown: Answer(404, "upload_unknown", _("没有找到这个附件。请删去它，再重新添加。")),
    DifferentBody: Answer(409, "id_taken", _("这个编号已经用过。请再点一次发送，会换一个编号。")),
    MailboxTaken: Answer(409, "mailbox_taken", _("这个查询码已经用过。请换一个新的查询码再发送。")),
    EpochRetired: Answer(409, "epoch_retired", _("收件单位刚换了钥匙。请再点一次发送。")),
    PartMissing: Answer(409, "part_missing", _("附件没有按顺序传上来。请再试一次。")),
    PartDiffers: Answer(409, "part_differs", _("附件的这一段已经传过。请删去它，再重新添加。")),
    AttachmentUnknown: Answer(409, "attachment_unknown", _("有附件没有传上来。请重新添加附件。")),
    MailboxMoved: Answer(
        409, "mailbox_moved", _("这件已经由上级接着办，没有收下。请再打开信箱看一遍，再发送。")
    ),
    MailboxFull: Answer(
        409,
        "mailbox_full",
        _("这个信箱收不下更多了。请打电话或投信箱；只是今天写多了的话，明天可以再写。"),
    ),
    AnswerOutOfSequence: Answer(
        409, "answer_out_of_sequence", _("刚才已有人答复过。请看过新的答复后再发送。")
    ),
    AttachmentTooLarge: Answer(
        413, "attachment_too_large", _("附件太大，没有收下。请截短，或分成几个文件再添加。")
    ),
    UploadsFull: Answer(
        503, "uploads_full", _("现在传附件的人太多，暂时收不下。请过一会再传，或先不带附件发送。")
    ),
    FilesFull: Answer(
        503, "files_full", _("今天收到的加密文件已满。请明天再传，或打电话、投信箱。")
    ),
    IntakeClosed: Answer(
        503, "intake_closed", _("现在暂时收不了。请打电话、投信箱，或过一会再发送。")
    ),
}
STATUSES: Mapping[int, LazyString] = {
    404: _("没有这个页面。请核对网址。"),
    405: _("这个地址不接受这样的请求。请从首页进入。"),
    413: _("发来的内容太大，没有收下。请删减后再试。"),
    421: _("这个网址不提供这个页面。请核对网址。"),
    500: _("我们这里出了错，您写的内容还在您的页面上。请过一会再试，或打电话。"),
}


def answer_errors(app: Flask, table: Mapping[type[Exception], Answer] = REFUSALS) -> None:
    """Answer every refusal of a table, every HTTP error and every fault of ours.

    Flask's own log is shut: it would write the address that was asked for, and the values.
    """
    app.logger.disabled = True
    for refusal in table:
        app.register_error_handler(refusal, lambda error: _refuse(error, table[type(error)]))
    app.register_error_handler(HTTPException, _answer_status)
    app.register_error_handler(Exception, _answer_fault)


def _refuse(error: Exception, answer: Answer) -> ResponseReturnValue:
    extra: dict[str, object] = {}
    if isinstance(error, EpochRetired):
        extra["office"] = office_document(db(reading=True).get_one(Office, error.office_id))
    if isinstance(error, FormInvalid):
        extra["fields"] = error.fields
    if missing := getattr(error, "missing", None):
        extra["missing"] = missing
    wait = getattr(error, "retry_after", None)
    if wait is None:
        return _show(answer.status, answer.error, str(answer.message), extra)
    extra["retry_after"] = wait
    response = make_response(_show(answer.status, answer.error, str(answer.message), extra))
    response.headers["Retry-After"] = str(wait)
    return response


def _answer_status(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    message = STATUSES.get(status) or STATUSES[500 if status >= 500 else 404]
    name = HTTPStatus(status).phrase.lower().replace(" ", "_") if status != 413 else "too_large"
    return _show(status, name, str(message), {})


def _answer_fault(error: Exception) -> ResponseReturnValue:
    if out_of_space(error):
        return _refuse(error, REFUSALS[IntakeClosed])
    log.error(describe(error))
    return _answer_status(InternalServerError())


def describe(error: BaseException) -> str:
    """Type and place in our code, never values, paths with ids, headers or bodies."""
    place = "outside our code"
    for frame in traceback.extract_tb(error.__traceback__):
        parts = Path(frame.filename).parts
        for folder in OUR_FOLDERS:
            if folder in parts and "site-packages" not in parts:
                inside = "/".join(parts[len(parts) - parts[::-1].index(folder) - 1 :])
                place = f"{inside}:{frame.lineno}"
    return f"{type(error).__name__} at {place}"


def _show(status: int, error: str, message: str, extra: dict[str, object]) -> ResponseReturnValue:
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        page = "errors/error.html"
        return render_template(page, status=status, message=message, office=_chosen()), status
    return jsonify(error=error, message=message, **extra), status


def _chosen() -> str | None:
    """The office whose page a refused file came from; that page's form can be tried again."""
    if request.endpoint != "reports.create_from_file":
        return None
    return (request.view_args or {}).get("slug")


def quiet_logging() -> None:
    """Send our own lines to standard error, and nothing a library may say about a request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("qingfeng: %(message)s"))
    log.handlers[:] = [handler]
    log.propagate = False
    logging.raiseExceptions = False  # a line that cannot be written is not worth a stack in clear
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
