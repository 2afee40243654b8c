"""The office's area: what an inspector works in.

Importing this package is cheap on purpose: the offline commands live below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.config import Config


def create_app(config: Config) -> Flask:
    """Build the office's application (docs/architecture.md)."""
    from casework.application import build

    return build(config)
