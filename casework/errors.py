"""The refusals of this area, beside those of the ground both areas stand on."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from casework.administration.refusals import ADMINISTRATION
from casework.audit.reading import EntryUnknown
from casework.cases.access import CaseUnknown
from casework.cases.grants import CaseChanged, GranteeUnknown, MemberRecused, NobodyLeft
from casework.cases.service import AlreadyRegistered
from casework.deadlines.refusals import DEADLINES
from casework.drafts.service import DraftsFull
from casework.entries.rules import CaseMoved, StepMissing, StepRefused
from casework.feedback.service import NoMailbox
from casework.intake.service import ReportUnknown
from casework.keyring.recovery_grants import SheetsNeeded
from casework.keyring.rosters import KeyringChanged, LeaderNamed, RotationNeeded
from casework.keyring.service import RosterForged
from casework.keyring.setting_up import AlreadySetUp
from casework.keyring.signed import KeysRefused
from casework.members.account import SessionUnknown
from casework.members.authenticator import CodeRefused
from casework.members.factors import FactorUnknown, LastFactor
from casework.members.factors_enrolment import EnrolmentOver, EnrolmentRefused
from casework.members.invitations import AlreadyLeft, InvitationUnknown, LeaderNeeded
from casework.members.leaving import NotYourself, StillVouched
from casework.members.passkeys import PasskeyRefused
from casework.members.roles import KeysMissing, RolesInvalid
from casework.members.service import MemberUnknown, NameTaken
from casework.members.sessions import PassphraseRefused, SignInRefused
from casework.members.sign_in_failures import TooFast
from casework.members.sign_in_pending import PendingOver
from casework.passing.service import PassingRefused
from casework.search.service import IndexChanged, IndexUnknown
from casework.security import (
    NotForYou,
    NotFromHere,
    NotSignedIn,
    SecondFactorNeeded,
    SessionLocked,
)
from casework.tasks.service import HelperUnknown, TaskAnswered, TaskUnknown
from casework.transfers.receipts import NotHandedHere, TransferRefused
from portal import errors
from portal.errors import Answer
from portal.mailboxes.service import AnswerOutOfSequence, MailboxUnknown
from portal.reports.forms import FormInvalid
from portal.reports.sealed import NotSealed, SizeWrong, TooManyRecipients
from portal.reports.service import DifferentBody

_ = lazy_gettext
NOT_SIGNED_IN = Answer(401, "not_signed_in", _("登录已经结束。请重新登录。"))
SECOND_FACTOR_NEEDED = Answer(
    403, "second_factor_needed", _("本单位要求第二步验证。请先到“我的账户”添加一项。")
)
NOT_SEALED = _("答复没有按要求加密，没有发出。请刷新页面再试一次。")
REFUSALS: Mapping[type[Exception], Answer] = {
    **errors.REFUSALS,
    **ADMINISTRATION,
    **DEADLINES,
    NotSignedIn: NOT_SIGNED_IN,
    SignInRefused: Answer(
        401, "sign_in_refused", _("单位、登录名或口令不对。请对照口令纸逐个字母再输一遍。")
    ),
    PassphraseRefused: Answer(
        401, "passphrase_refused", _("口令不对。请对照口令纸逐个字母再输一遍。")
    ),
    CodeRefused: Answer(
        401,
        "code_refused",
        _("验证码或备用码不对，或者已经用过。请等验证器显示下一个码再输，备用码换下一个。"),
    ),
    PasskeyRefused: Answer(
        401, "passkey_refused", _("没有认出这把通行密钥。请再试一次，或改用验证码、备用码。")
    ),
    PendingOver: Answer(
        401,
        "second_factor_over",
        _("超过了五分钟，或者错了五次。请刷新页面，从口令开始重新来。"),
    ),
    SecondFactorNeeded: SECOND_FACTOR_NEEDED,
    EnrolmentRefused: Answer(
        400,
        "enrolment_refused",
        _("没有添加成功：通行密钥没有认出来，或者验证码不对。请核对手机的时间，再试一次。"),
    ),
    EnrolmentOver: Answer(409, "enrolment_over", _("添加的步骤过期了，没有办成。请重新点“添加”。")),
    SessionUnknown: Answer(404, "session_unknown", _("这次登录已经结束了。请刷新页面再看。")),
    FactorUnknown: Answer(404, "factor_unknown", _("没有这一项。请刷新页面再看。")),
    LastFactor: Answer(
        409, "last_factor", _("本单位要求第二步验证，这是您最后一项。请先添加另一项，再删这一项。")
    ),
    TooFast: Answer(429, "too_fast", _("试错的次数多了，请等一会再试。")),
    NotFromHere: Answer(403, "not_from_here", _("这个请求不是从本页发出的。请刷新页面再试一次。")),
    NotForYou: Answer(
        403, "not_for_you", _("这件事由别的角色办，或者您的钥匙还没有核对。请找负责人。")
    ),
    SessionLocked: Answer(
        403, "session_locked", _("已锁定，没有办成。请先复制写好的内容，再刷新页面、输入口令解锁。")
    ),
    RolesInvalid: Answer(
        400,
        "roles_invalid",
        _("请至少选一个角色。协办、审计监督和系统管理只能单独担任，不能再选别的角色。"),
    ),
    InvitationUnknown: Answer(
        404,
        "invitation_unknown",
        _("这个邀请链接用不了：可能已经用过、撤回，或过了七天。请找发链接的人再发一个。"),
    ),
    MemberUnknown: Answer(404, "member_unknown", _("没有这位成员。请刷新页面再看。")),
    NameTaken: Answer(409, "name_taken", _("这个登录名已经有人用了。请换一个。")),
    KeysMissing: Answer(
        409,
        "keys_missing",
        _("本单位还没有钥匙。请等负责人设好钥匙，再打开这个链接；链接过期了就请人再发一个。"),
    ),
    AlreadyLeft: Answer(
        409, "member_left", _("这位成员已经离开。要回来，请用新的登录名重新邀请。")
    ),
    LeaderNeeded: Answer(
        409,
        "leader_needed",
        _(
            "这位成员手里有来件的钥匙，只有负责人能让人换钥匙。负责人自己丢了口令，请运维用命令行邀请。"
        ),
    ),
    StillVouched: Answer(
        409, "still_vouched", _("这位成员在名册里。请负责人在成员页移出，同时签一份新名册。")
    ),
    NotYourself: Answer(409, "not_yourself", _("不能移出自己。请另一位负责人或管理员来办。")),
    EntryUnknown: Answer(404, "entry_unknown", _("操作记录里没有这一条。请刷新页面。")),
    AlreadySetUp: Answer(
        409, "already_set_up", _("本单位的钥匙已经设好了，只设一次。要换负责人，请到“恢复”页。")
    ),
    KeysRefused: Answer(
        400, "keys_refused", _("签好的内容和本单位现在的资料对不上，没有保存。请刷新页面再做一遍。")
    ),
    KeyringChanged: Answer(
        409, "keyring_changed", _("刚才另一位负责人改过名册或钥匙，没有保存。请刷新页面再做。")
    ),
    RosterForged: Answer(
        409,
        "roster_forged",
        _(
            "名册的下一个号被一份没有负责人签字的名册占了，没有保存。请告诉系统管理员：查是谁放的，取走以后再做。"
        ),
    ),
    RotationNeeded: Answer(
        409, "rotation_needed", _("这个人手里有收件钥匙，要同时换新钥匙。请刷新页面再做一遍。")
    ),
    LeaderNamed: Answer(
        409, "leader_named", _("这位是写进负责人名单的负责人。请到“恢复”页，用分片签新的名单。")
    ),
    SheetsNeeded: Answer(
        403, "sheets_needed", _("分片要先在这个页面凑齐；别人刚做过恢复，就刷新页面从头来。")
    ),
    ReportUnknown: Answer(404, "report_unknown", _("没有这件来件。请回到来件列表重新打开。")),
    AlreadyRegistered: Answer(
        409, "already_registered", _("这件已经登记成案件。请刷新页面，就会打开那件案件。")
    ),
    CaseUnknown: Answer(404, "case_unknown", _("没有这件案件。请回到来件列表重新打开。")),
    CaseChanged: Answer(
        409, "case_changed", _("刚才有人改过这件案件的授权。请刷新页面，看过再办。")
    ),
    CaseMoved: Answer(409, "case_moved", _("刚才有人在这件案件里写过。请看过新写的，再发一次。")),
    TransferRefused: Answer(
        409,
        "transfer_refused",
        _(
            "批准的去向不是本系统里的上级单位，或上级还没有设好收件钥匙。请按原来的办法送，再记“移送已送出”。"
        ),
    ),
    PassingRefused: Answer(
        409,
        "passing_refused",
        _("没有上报：上级单位不在本系统，或还没有设好收件钥匙。请打电话报告，把打印件当面送去。"),
    ),
    TaskUnknown: Answer(
        404, "task_unknown", _("没有这个问题：可能已经撤回，或不是问您的。请刷新页面。")
    ),
    TaskAnswered: Answer(
        409, "task_answered", _("这个问题已经答复过，先送到的算数。请刷新页面看。")
    ),
    HelperUnknown: Answer(
        409,
        "helper_unknown",
        _("现在不能问这位：不是协办人员，钥匙还没有核对，已经离开，或要回避这件。请另选一位。"),
    ),
    NotHandedHere: Answer(
        409, "not_handed_here", _("这件不是别的单位从本系统移送来的，没有可以送回结果的地方。")
    ),
    StepRefused: Answer(
        409, "step_refused", _("案件到了别的阶段，或者这一步由别的角色办。请刷新页面再看。")
    ),
    StepMissing: Answer(409, "step_missing", _("这一步还缺东西，请先补上。")),
    GranteeUnknown: Answer(
        409,
        "grantee_unknown",
        _("这位成员现在不能授权：钥匙还没有核对，或已经离开。请刷新页面，另选一位。"),
    ),
    MemberRecused: Answer(
        409, "member_recused", _("这位成员已经回避这件。要让其参加，请负责人先撤销回避。")
    ),
    NobodyLeft: Answer(
        409,
        "nobody_left",
        _("这样就没有人能接着办了。请先授权给另一位登记人员、负责人或第二人。"),
    ),
    DraftsFull: Answer(409, "drafts_full", _("存着的草稿太多。请先把写好的答复发出或清空。")),
    IndexUnknown: Answer(404, "index_unknown", _("索引里没有这个文件。请刷新页面。")),
    IndexChanged: Answer(
        409, "index_changed", _("您的另一个页面刚改过索引，这里会读新的再存。请刷新页面。")
    ),
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
    return _send_to("members.sign_in_page", NOT_SIGNED_IN)


def send_to_account(_error: SecondFactorNeeded) -> ResponseReturnValue:
    """A page asked for without the second factor leads to where one is added."""
    return _send_to("account.page", SECOND_FACTOR_NEEDED)


def _send_to(endpoint: str, answer: Answer) -> ResponseReturnValue:
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        return redirect(url_for(endpoint), 303)
    return {"error": answer.error, "message": str(answer.message)}, answer.status
