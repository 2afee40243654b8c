"""The words that the script of the page of papers says (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
PAPERS: dict[str, LazyString] = {
    "paper_shown": _("下面是空白的《%(title)s》。"),
    "paper_saved": _("已下载《%(title)s》。"),
    "paper_failed": _("文书没有做出来。请刷新页面再试；还不行，请告诉系统管理员。"),
}
