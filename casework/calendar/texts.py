"""The words that the script of the calendar page says (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.administration.texts import FORMS

_ = lazy_gettext
CALENDAR: dict[str, LazyString] = {
    **FORMS,
    "preview_off": _("原来算上班、现在放假的 %(n)s 天：%(days)s"),
    "preview_worked": _("原来算休息、现在上班的 %(n)s 天：%(days)s"),
    "preview_same": _("和现在算的一样，没有哪一天会变。"),
    "and": _("、"),
    "file_unread": _("这个文件读不出来。要的是 JSON：year、notice、off、worked。"),
}
