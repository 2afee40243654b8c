"""What the desk's bar leads to, by role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from casework.security import SignedIn, may_act

_ = lazy_gettext
EVERYBODY: tuple[str, ...] = ()
CASES = ("registrar", "leader", "investigator", "secretary")


@dataclass(frozen=True)
class Item:
    """A page. blueprint: whose pages belong to it; page: its endpoint there. roles: whom it is
    shown to; nobody named is everybody. besides: other blueprints whose pages belong to it."""

    name: LazyString
    blueprint: str
    page: str
    roles: tuple[str, ...] = EVERYBODY
    besides: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it is."""
        return url_for(f"{self.blueprint}.{self.page}")

    @property
    def is_here(self) -> bool:
        """Whether the page that is shown is this one, or below it."""
        if request.blueprint == self.blueprint == "today":
            return request.endpoint == f"today.{self.page}"
        return request.blueprint in (self.blueprint, *self.besides)


ITEMS = (
    Item(_("今天"), "today", "page", CASES),
    Item(_("来件"), "intake", "queue", CASES),
    Item(_("案件"), "today", "cases", CASES, ("cases", "declarations", "handovers")),
    Item(_("查找"), "search", "page", CASES),
    Item(_("文书"), "papers", "page", CASES),
    Item(_("协办"), "tasks", "page", ("helper",)),
    Item(_("成员"), "roster", "page", ("leader", "administrator")),
    Item(_("清单"), "lists", "index", ("leader",)),
    Item(_("单位"), "offices", "index", ("administrator",)),
    Item(_("设置"), "settings", "show", ("administrator",)),
    Item(_("工作日"), "calendar", "show", ("administrator",)),
    Item(_("公告"), "notices", "index", ("administrator",)),
    Item(_("海报"), "posters", "choose", ("administrator", "leader")),
    Item(_("操作记录"), "audit", "page", ("auditor",)),
    Item(_("账户"), "account", "page"),
    Item(_("怎么做"), "how_to", "show"),
)


SET_UP = Item(_("设钥匙"), "setting_up", "page", ("leader",))
"""Before anything else, where an office has no keys yet."""


def navigation(who: SignedIn) -> list[Item]:
    """The pages that somebody has any use for."""
    items = ITEMS if who.office.is_set_up else (SET_UP, *ITEMS)
    return [item for item in items if not item.roles or may_act(who, item.roles)]
