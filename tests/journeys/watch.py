"""Watching browsers: what they complain about, what they send."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# The console hears of refused policies too, but not of those inside a worker or a detached node.
TELL_VIOLATIONS = """
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  console.error(`policy: ${effectiveDirective} ${blockedURI}`));
"""


# Chromium knows this feature on some systems only; the header denies it on all.
HARMLESS = ("Unrecognized feature: 'web-share'",)


class Watch:
    """Complaints of watched contexts and the requests they sent."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        self._expected: list[str] = list(HARMLESS)

    def over(self, context: BrowserContext) -> None:
        """Watch every page and worker of a context from now on."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._sent)

    def expect(self, words: str) -> None:
        """Complaints with these words belong to what is tested."""
        self._expected.append(words)
        self.complaints = [one for one in self.complaints if words not in one]

    def posts(self, path: str) -> list[Request]:
        """The requests so far that sent something to a path."""
        return [
            request
            for request in self.requests
            if request.method != "GET" and request.url.endswith(path)
        ]

    def _sent(self, request: Request) -> None:
        self.requests.append(request)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"{message.type}: {message.text} ({message.location['url']})")

    def _failed(self, error: WebError) -> None:
        self._note(f"uncaught: {error.error}")

    def _note(self, complaint: str) -> None:
        if not any(words in complaint for words in self._expected):
            self.complaints.append(complaint)
