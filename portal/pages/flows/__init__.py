"""Question flows: one versioned data file each, in Chinese and English (docs/report-format.md).

An old report keeps its old wording, because the questions it answered are sealed into it; a
changed file gets a new number in its `id`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from portal.pages.flows.model import Choice, Field, Flow, Group, Proposal, Skip, Step, Words
from portal.pages.flows.offered import offered
from portal.pages.flows.reading import KINDS, FlowInvalid, read_flow

__all__ = [
    "KINDS",
    "Choice",
    "Field",
    "Flow",
    "FlowInvalid",
    "Group",
    "Proposal",
    "Skip",
    "Step",
    "Words",
    "flow",
    "offered",
    "read_flow",
]


@cache
def flow(kind: str) -> Flow:
    """The flow for a kind of report. Raises FlowInvalid."""
    path = Path(__file__).with_name(f"{kind}.json")
    return read_flow(json.loads(path.read_text(encoding="utf-8")))
