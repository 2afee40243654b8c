"""The refusals of this area, beside those of the ground both areas stand on."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from casework.feedback.service import NoMailbox
from casework.intake.service import ReportUnknown
from casework.members.sessions import PassphraseRefused, SignInRefused
from casework.security import NotForYou, NotFromHere, NotSignedIn, SessionLocked
from portal import errors
from portal.errors import Answer
from portal.mailboxes.service import AnswerOutOfSequence, MailboxUnknown
from portal.reports.forms import FormInvalid
from portal.reports.sealed import NotSealed, SizeWrong, TooManyRecipients
from portal.reports.service import DifferentBody

_ = lazy_gettext
NOT_SIGNED_IN = Answer(401, "not_signed_in", _("登录已经结束。请重新登录。"))
NOT_SEALED = _("答复没有按要求加密，没有发出。请刷新页面再试一次。")
REFUSALS: Mapping[type[Exception], Answer] = {
    **errors.REFUSALS,
    NotSignedIn: NOT_SIGNED_IN,
    SignInRefused: Answer(
        401, "sign_in_refused", _("单位、登录名或口令不对。请对照口令纸逐个字母再输一遍。")
    ),
    PassphraseRefused: Answer(
        401, "passphrase_refused", _("口令不对。请对照口令纸逐个字母再输一遍。")
    ),
    NotFromHere: Answer(403, "not_from_here", _("这个请求不是从本页发出的。请刷新页面再试一次。")),
    NotForYou: Answer(
        403, "not_for_you", _("这件事由别的角色办，或者您的钥匙还没有核对。请找负责人。")
    ),
    SessionLocked: Answer(
        403, "session_locked", _("已锁定，没有办成。请先复制写好的内容，再刷新页面、输入口令解锁。")
    ),
    ReportUnknown: Answer(404, "report_unknown", _("没有这件来件。请回到来件列表重新打开。")),
    FormInvalid: Answer(400, "form_invalid", _("发来的内容不完整。请刷新页面再试一次。")),
    NotSealed: Answer(400, "not_sealed", NOT_SEALED),
    TooManyRecipients: Answer(400, "too_many_recipients", NOT_SEALED),
    SizeWrong: Answer(400, "size_wrong", NOT_SEALED),
    NoMailbox: Answer(409, "no_mailbox", _("这件来件没有信箱，不能答复。")),
    MailboxUnknown: Answer(
        404, "mailbox_unknown", _("信箱已经关了，不能再答复。请刷新页面看原因。")
    ),
    AnswerOutOfSequence: Answer(
        409, "answer_out_of_sequence", _("刚才已有人答复过。请看过新的答复后再发送。")
    ),
    DifferentBody: Answer(409, "id_taken", _("这个编号已经用过。请再点一次发送。")),
}


def send_to_sign_in(_error: NotSignedIn) -> ResponseReturnValue:
    """A page asked for without a session leads to signing in; a script is told."""
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        return redirect(url_for("members.sign_in_page"), 303)
    return {"error": NOT_SIGNED_IN.error, "message": str(NOT_SIGNED_IN.message)}, 401
