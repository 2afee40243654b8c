"""The lists as this release has them: version 0 of every office (domain.md 2).

`shipped.json` has a value for each name. Most are `items`, each with its `code`, `zh` and `en`; a
category has its `group`; a door has its `contact`, which a reporter is told; a sanction has the
kinds of employment that it is `for` and the kinds of hospital it is imposed `at`, where it is not
for all. Codes are permanent: cases name them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LIMITS, BANDS = "limits", "amount_bands"
SANCTIONS, EMPLOYMENT = "sanctions", "employment"
DOORS, COMPLAINTS = "doors", "complaints"
"""COMPLAINTS is the door of who complains and reports no breach of discipline (医患办)."""
SUPERIOR = "01"
"""The superior health authority among the destinations: the office above, if it is here."""
WITHOUT_POWERS = frozenset({"12", "13", "14", "15"})
"""Destinations that cannot look into what may be a crime: a platform, a department of this
hospital, an association, another hospital."""
FIXED = ("ways", "findings", "forms", EMPLOYMENT)
"""Lists whose codes the program goes by: an office may word them, not add or retire any."""
GROUPS = ("ten", "nine", "six", "")
"""十个不得, 九项准则, 集中整治六个方面, and the office's own."""
OWN = "X"
"""How the code of an item begins that an office adds; no shipped code does."""


@cache
def shipped_lists() -> Mapping[str, Any]:
    """Every list by its name, as shipped."""
    path = Path(__file__).with_name("shipped.json")
    lists: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for value in lists.values():
        for item in value.get("items", ()):
            item["retired"] = False
    for item in lists[SANCTIONS]["items"]:
        item |= {name: sorted(item.get(name, ())) for name in ("for", "at")}
    return lists
