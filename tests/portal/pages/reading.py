"""Reading a page the way a browser without scripts does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

CONTROLS = {"input", "textarea", "select", "button"}
Attributes = dict[str, str]


@dataclass
class Page(HTMLParser):
    """The tags of a page that a rule speaks of, and the words between them."""

    html: str
    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    open_forms: int = 0
    deepest: int = 0
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "form":
            self.open_forms += 1
            self.deepest = max(self.deepest, self.open_forms)

    def handle_endtag(self, tag: str) -> None:
        self.open_forms -= tag == "form"

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, *names: str) -> list[Attributes]:
        """The attributes of every tag with one of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    def links(self) -> list[str]:
        """Where the page's links to this site lead."""
        return [a["href"] for a in self.all("a") if a.get("href", "").startswith("/")]
