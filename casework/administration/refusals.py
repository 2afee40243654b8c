"""The refusals of the administration pages (casework/errors.py has the table they are part of)."""

from __future__ import annotations

from collections.abc import Mapping

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from casework.administration.facts import FactMissing, SuperiorMissing
from casework.administration.forms import FieldsWrong
from casework.administration.notices import NoticesFull, NoticeUnknown
from casework.administration.offices import (
    HasOwnAdministrator,
    OfficeTaken,
    OfficeWithoutKeys,
    ReliedUpon,
)
from portal.errors import Answer
from portal.offices.service import OfficeUnknown
from portal.pages.flows.switching import NoChoiceLeft

_ = lazy_gettext
FIELDS_WRONG = Answer(400, "fields_wrong", _("有几项要改一下。"))
ADMINISTRATION: Mapping[type[Exception], Answer] = {
    FieldsWrong: FIELDS_WRONG,
    FactMissing: Answer(400, "fact_missing", _("名称、电话、地址、信箱不能空着。请填好再保存。")),
    OfficeUnknown: Answer(
        404, "office_unknown", _("没有这个单位，或者不归您管。请回到单位列表重新打开。")
    ),
    NoticeUnknown: Answer(404, "notice_unknown", _("没有这条公告。请回到公告列表重新打开。")),
    NoticesFull: Answer(
        409,
        "notices_full",
        _("公告最多一百条，过期的也算，现在满了。请先删掉一条旧的，再发这一条。"),
    ),
    OfficeTaken: Answer(409, "office_taken", _("这个代号已经有单位用了。请换一个。")),
    HasOwnAdministrator: Answer(
        409, "has_own_administrator", _("这个单位有自己的系统管理员了。请找他们改。")
    ),
    OfficeWithoutKeys: Answer(
        409,
        "office_without_keys",
        _("还没有钥匙，写来的没有人能看，不能公开。请先邀请负责人，由负责人设钥匙。"),
    ),
    SuperiorMissing: Answer(
        409,
        "superior_missing",
        _("公开的单位要写明向哪个上级反映。请填“上级渠道”，或先公开它的上级单位。"),
    ),
    ReliedUpon: Answer(
        409,
        "relied_upon",
        _("下面有公开的单位只有它这一个上级。请先给那些单位填“上级渠道”，或先停用那些单位。"),
    ),
    NoChoiceLeft: Answer(
        409, "no_choice_left", _("有一个问题的答案全去掉了。请留一个，或把整个问题去掉。")
    ),
}


def tell_fields(error: FieldsWrong) -> ResponseReturnValue:
    """Say for each field that is wrong what to do with it."""
    told = {name: str(words) for name, words in error.told.items()}
    message = str(FIELDS_WRONG.message)
    return {"error": FIELDS_WRONG.error, "message": message, "told": told}, FIELDS_WRONG.status
