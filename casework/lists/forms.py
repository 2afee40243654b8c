"""Reading the form of a list: a value that may stand as its next version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from flask_babel import LazyString, lazy_gettext

from casework.administration.forms import Given
from casework.lists.limits import HOSPITALS, RANGES
from casework.lists.service import ListChanged, Version
from casework.lists.shipped import (
    BANDS,
    COMPLAINTS,
    DOORS,
    EMPLOYMENT,
    FIXED,
    LIMITS,
    OWN,
    SANCTIONS,
    shipped_lists,
)
from portal.reports.forms import FormInvalid

_ = lazy_gettext
LONGEST = 80
MOST_ADDED, MOST_ITEMS = 30, 99
MOST_BANDS, MOST_YUAN = 20, 10**9
RANGE_WRONG: Mapping[str, LazyString] = {
    "verification_days": _("请填 15 到 180 的整数"),
    "extension_days": _("请填 0 到 90 的整数"),
    "review_months": _("请填 1 到 12 的整数"),
    "rectification_days": _("请填 7 到 365 的整数"),
    "education_days": _("请填 7 到 365 的整数"),
}
BANDS_WRONG = _("每行一个整数（元），第一行是 0，一行比一行大，最多 20 行")
ADDED_WRONG = _("每行一项，中文和英文用竖线“|”分开，各不超过 80 字")
TWICE = _("和另一项的名称一样，请改一个")
FULL = _("项目太多了，一张清单最多 99 项")
NONE_LEFT = _("至少要留一项在用")


class ListForm:
    """What was typed for a list. base: the version it began from; value: the next one."""

    def __init__(self, before: Version) -> None:
        """Read the request. Raises FieldsWrong, FormInvalid, and ListChanged first of all."""
        self.given = Given()
        self.base = self._base()
        if self.base != before.version:
            raise ListChanged
        self.value = self._read(before.name, before.value)
        self.given.check()

    def _base(self) -> int:
        typed = self.given.line("base")
        if not typed.isascii() or not typed.isdigit() or len(typed) > 6:
            raise FormInvalid(["base"])
        return int(typed)

    def _read(self, name: str, before: Mapping[str, Any]) -> dict[str, Any]:
        if name == LIMITS:
            return self._limits()
        if name == BANDS:
            return {"from": self._bands()}
        return {"items": self._items(name, before["items"])}

    def _limits(self) -> dict[str, Any]:
        limits: dict[str, Any] = {
            name: self.given.whole(name, *RANGES[name], RANGE_WRONG[name]) for name in RANGES
        }
        return limits | {"hospital": self.given.one_of("hospital", HOSPITALS)}

    def _bands(self) -> list[int]:
        lines = self.given.words("from", 20 * MOST_BANDS).split()
        bands = [int(one) for one in lines if one.isascii() and one.isdigit() and len(one) < 11]
        rising = all(one < two for one, two in pairwise(bands))
        whole = len(bands) == len(lines) <= MOST_BANDS
        if not (whole and rising and bands and bands[0] == 0 and bands[-1] <= MOST_YUAN):
            self.given.wrong["from"] = BANDS_WRONG
        return bands

    def _items(self, name: str, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        items = [self._item(name, item) for item in before]
        if name not in FIXED:
            items += self._added(name, before)
            if all(item["retired"] for item in items):
                self.given.wrong["added"] = NONE_LEFT
        self._check_twice(items)
        return items

    def _item(self, name: str, before: Mapping[str, Any]) -> dict[str, Any]:
        code = before["code"]
        item = {
            **before,
            "zh": self.given.line(f"zh_{code}", LONGEST, needed=True),
            "en": self.given.line(f"en_{code}", LONGEST, needed=True),
        }
        if name not in FIXED:
            item["retired"] = code in self.given.ticked("retired")
        if name == SANCTIONS:
            item |= self._for_whom(code)
        if name == DOORS:
            item["contact"] = self.given.line(f"contact_{code}", LONGEST)
            item["retired"] = item["retired"] and code != COMPLAINTS
        return item

    def _for_whom(self, code: str) -> dict[str, list[str]]:
        kinds = [item["code"] for item in shipped_lists()[EMPLOYMENT]["items"]]
        return {
            "for": self._ticked(f"for_{code}", kinds),
            "at": self._ticked(f"at_{code}", HOSPITALS),
        }

    def _ticked(self, name: str, known: Collection[str]) -> list[str]:
        ticked = set(self.given.ticked(name))
        if ticked - set(known):
            raise FormInvalid([name])
        return sorted(ticked)

    def _added(self, name: str, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        lines = [line for line in self.given.words("added", 5000).split("\n") if line.strip()]
        pairs = [[" ".join(part.split()) for part in line.split("|")] for line in lines]
        if any(
            len(pair) != 2 or not all(0 < len(one) <= LONGEST for one in pair) for pair in pairs
        ):
            self.given.wrong["added"] = ADDED_WRONG
            return []
        if len(pairs) > MOST_ADDED or len(before) + len(pairs) > MOST_ITEMS:
            self.given.wrong["added"] = FULL
            return []
        first = 1 + sum(item["code"].startswith(OWN) for item in before)
        more: dict[str, Any] = {"for": [], "at": []} if name == SANCTIONS else {}
        more |= {"contact": ""} if name == DOORS else {}
        more |= {"group": ""} if any("group" in item for item in before) else {}
        return [
            {"code": f"{OWN}{first + n:02}", "zh": zh, "en": en, "retired": False, **more}
            for n, (zh, en) in enumerate(pairs)
        ]

    def _check_twice(self, items: Sequence[Mapping[str, Any]]) -> None:
        seen: set[str] = set()
        for item in items:
            if item["zh"] and not item["retired"] and item["zh"] in seen:
                field = f"zh_{item['code']}"
                self.given.wrong.setdefault(field if field in self.given.fields else "added", TWICE)
            seen.add(item["zh"])
