"""The words that the scripts of the administration pages say (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
FORMS: dict[str, LazyString] = {
    "colon": _("："),
    "link_once": _("这个链接只显示这一次，一周内有效，只能用一次。请现在就交给本人。"),
    "copy": _("复制链接"),
    "copied": _("复制好了"),
    "not_copied": _("复制不了，请选中后手工复制"),
}
