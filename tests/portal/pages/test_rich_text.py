"""What an office may write on its page can do nothing there but stand, and lead to plain places."""

from __future__ import annotations

from typing import Any

import pytest

from portal.notices.rich_text import clean, paragraphs, typed_form
from tests.portal.pages.reading import Page

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="https:evil">x</a>',
    '<a href="https://a.example" onclick="alert(1)" style="position:fixed" target="_top">x</a>',
    '<p onmouseover=alert(1) style="background:url(//evil.example)">x</p>',
    "<iframe src=https://evil.example></iframe>",
    "<form action=https://evil.example><input name=code><button>x</button></form>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<base href=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example>",
    "<style>*{display:none}</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<h3 id=open class=stop data-module=landing>x</h3>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<details open ontoggle=alert(1)>x</details>",
    "</div></section><h1>伪造的页面</h1>",
]
ALLOWED = {"p", "br", "strong", "b", "em", "h3", "ul", "ol", "li", "a"}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("make", [clean, paragraphs])
def test_nothing_but_a_few_tags_and_plain_links_comes_through(make: Any, attack: str) -> None:
    for name, attributes in Page(make(attack)).tags:
        assert name in ALLOWED
        assert set(attributes) <= ({"href", "rel"} if name == "a" else set())
        if "href" in attributes:
            assert attributes["href"].startswith(("https://a.example", "http://a.example"))
            assert attributes["rel"] == "noreferrer noopener"


def test_what_was_typed_comes_back_to_be_changed() -> None:
    typed = "第一段\n第二行\n\n<h3>标题</h3>\n<ul>\n<li>一</li>\n</ul>\n\n<strong>末</strong>"
    html = paragraphs(typed)
    assert "<p>第一段<br>第二行</p>" in html and "<li>一</li>" in html
    assert paragraphs(typed_form(html)) == html
