"""The frame around a PDF: a page without an origin, which can ask for nothing (docs/api.md)."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from markupsafe import Markup

from portal.pages.assets import asset
from portal.security import anyone

viewer = Blueprint("viewer", __name__)
SCRIPT, STYLE = "viewer/frame.js", "viewer/frame.css"


@viewer.get("/viewer")
@anyone
def frame() -> Response:
    """The page that draws what its parent hands it; alone, it does nothing."""
    response = make_response(
        render_template("casework/viewer/frame.html", code=_inside(SCRIPT), style=_inside(STYLE))
    )
    response.headers["Content-Security-Policy"] = policy()
    return response


def policy() -> str:
    """What the frame may do: run this one script, draw, and start a worker made of its text.

    `sandbox` holds also where the frame's attribute is missing or the page is opened by itself.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{asset(SCRIPT).integrity}'",
            f"style-src '{asset(STYLE).integrity}'",
            "worker-src blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-scripts",
            "require-trusted-types-for 'script'",
            "trusted-types viewer",
        )
    )


def _inside(name: str) -> Markup:
    return Markup(asset(name).body.decode())  # noqa: S704
