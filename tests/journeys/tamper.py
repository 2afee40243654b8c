"""A server that is not honest: what it answers is changed on its way to the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

Change = Callable[[dict[str, Any]], dict[str, Any]]


def tamper(page: Page, path: str, change: Change) -> None:
    """Change the JSON that a path answers scripts with, from now on."""

    def answer(route: Route) -> None:
        if route.request.resource_type == "document":
            return route.continue_()
        response = route.fetch()
        return route.fulfill(response=response, json=change(response.json()))

    page.route(f"**{path}", answer)
