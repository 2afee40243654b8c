"""The refusals of deadlines, lists and the calendar (casework/errors.py has the whole table)."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from casework.calendar.service import NotYourCalendar, YearKnown
from casework.deadlines.counting import DayNeeded
from casework.deadlines.service import DayRefused, ExtensionRefused, LimitFixed, NothingOpen
from casework.lists.service import ListChanged, ListUnknown
from portal.errors import Answer

_ = lazy_gettext
DEADLINES: Mapping[type[Exception], Answer] = {
    DayNeeded: Answer(400, "day_needed", _("这个期限要写明到哪一天。请填日期。")),
    DayRefused: Answer(
        400,
        "day_refused",
        _("这个日期填不进期限：规定了天数的不能另填，也不能超过十年。"),
    ),
    NothingOpen: Answer(409, "nothing_open", _("这件案件没有这一种在走的期限。请刷新页面再看。")),
    LimitFixed: Answer(409, "limit_fixed", _("这个期限是规定的，不能延长。")),
    ExtensionRefused: Answer(
        409,
        "extension_refused",
        _("延长到的日子要比现在的晚，而且不超过本单位每次最多延长的天数（“清单”页里写着）。"),
    ),
    ListUnknown: Answer(404, "list_unknown", _("没有这张清单，或没有这一版。请回到清单页。")),
    ListChanged: Answer(
        409,
        "list_changed",
        _("刚才有人存了新的一版，您的没有存。您改的字还在：刷新页面，会填在新的一版上，看过再存。"),
    ),
    NotYourCalendar: Answer(
        403,
        "not_your_calendar",
        _("工作日全系统共用，由最上级单位的系统管理员导入。请找上级单位。"),
    ),
    YearKnown: Answer(
        409,
        "year_known",
        _("这一年已经有了，和您填的不一样。通知确实改过，就勾上“用新的代替”，再导入一次。"),
    ),
}
