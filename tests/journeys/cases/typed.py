"""Every word that anybody types in a browser, and the search for it on the server."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext

from tests.journeys.server import Server
from tests.journeys.traces import found_below, found_in

MARK = "zqcase-Vx7"
"""Stands in whatever is typed: also a part of a value is found by it."""
LONG_NUMBER = re.compile(r"[0-9]{12,24}")
"""What cannot bear the mark and is long enough to be looked for itself."""
LISTEN = """
addEventListener('input', ({ target }) => {
  if (!target.matches('textarea, input:not([type]), input[type=text], input[type=search]')) return;
  if (!location.pathname.endsWith('/sign-in')) typed(target.value);
}, true);
"""
"""Tells of every field of words: not of days, counts, choices, passphrases."""


class Typed:
    """What was typed in watched contexts, by the people they belong to."""

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = {}

    def over(self, context: BrowserContext, who: str) -> None:
        """Listen in on every page of a context from now on."""
        words = self.words.setdefault(who, set())
        context.expose_function("typed", lambda word: words.add(word))
        context.add_init_script(LISTEN)

    @property
    def all(self) -> set[str]:
        """Everything that anybody typed."""
        return set().union(*self.words.values()) - {""}

    def by_all_but(self, who: str) -> set[str]:
        """Everything that the others typed."""
        return set().union(*(said for name, said in self.words.items() if name != who)) - {""}

    def is_nowhere_on(self, server: Server) -> None:
        """Nothing of it is in the tables, the blobs, the temporary files or what was printed."""
        unmarked = {one for one in self.all if MARK not in one and not LONG_NUMBER.fullmatch(one)}
        assert unmarked == set(), "typed without the mark: it would be looked for in vain"
        needles = {"the mark": MARK, **{one: one for one in self.all}}
        # The demo keeps its passphrases in this folder and prints them when it starts.
        traces = found_below(server.folder, needles, but=[server.data / "demo", server.output])
        assert traces == []
        assert found_in(server.said_since_start(), needles) == []
