"""B7: opening the index of a member with 10,000 cases in a browser, and searching it.

The files are written here by the format's description (docs/report-format.md), as a browser of this
member would have left them: 64 files, each case with a report of 600 characters. What is timed is
what a person waits for: from asking for the page, with the tab's keys at hand, until every case
can be found; and from a change in the field until what was found is shown.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import statistics
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from bench.figure import Figure
from crypto import age, keys, padding, statements
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.inspector import Inspector
from tests.journeys.office import Keys
from tests.journeys.server import Server, serving

CASES, FILES, CHARACTERS = 10_000, 64, 600
QUERIES = ("器械商", "红包 主任", "2,000", "zqrare", "手", "没有这样的话", "骨科 手术 医生", "五")
SYLLABLES = (
    "手术前主任在走廊里说要意思一下后来办公室收下红包医生护士骨科药剂科器械商每月送回扣病人家属"
    "住院检查耗材采购招标合同院长处长吃饭购物卡两千元五万有人看见录音照片微信转账拒绝退回不敢声张"
)
NUMBERS = (
    "insert into cases (office_id, id, report_id, version, sealed, recovery, rekey_due,"
    " registered_at, registered_by, stage, category, way, entries)"
    " values (?, ?, ?, 1, x'00', x'00', 0, ?, ?, 'assessment', '', '', 0)"
)
REPORTS = (
    "insert into reports (office_id, id, epoch, channel, received_on, deliver_on, body)"
    " values (?, ?, 1, 'browser', '2026-01-05', '2026-01-05', x'')"
)
GRANTS = (
    "insert into case_grants (office_id, id, case_id, member_id, sealed, granted_at, granted_by)"
    " values (?, ?, ?, ?, x'00', '2026-01-05 08:00:00', ?)"
)
INDEX = "insert into index_files (office_id, member_id, no, version, sealed) values (?, ?, ?, 1, ?)"
TIMED = """([query]) => new Promise((resolve) => {
  const [field, none, hits] = ['query', 'none', 'hits'].map((id) => document.getElementById(id));
  const start = performance.now();
  const seen = new MutationObserver(() => requestAnimationFrame(() => {
    seen.disconnect();
    resolve([performance.now() - start, document.getElementById('found').textContent]);
  }));
  seen.observe(document.getElementById('hits'), { childList: true, attributes: true });
  field.value = query;
  field.dispatchEvent(new Event('input', { bubbles: true }));
})"""


def indexed(chance: random.Random) -> dict[str, Any]:
    """A case as the index holds it."""
    words = "".join(chance.choices(SYLLABLES, k=CHARACTERS))
    rare = " zqrare" if chance.random() < 0.001 else ""
    return {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "version": 1,
        "entries": 0,
        "letters": 0,
        "title": words[:40],
        "kind": "report",
        "words": {"report": f"{words}{rare}", "letters": "", "entries": ""},
    }


def file_of(secret: bytes, named: dict[str, Any], cases: list[dict[str, Any]]) -> bytes:
    """One file of the index, sealed to its member."""
    body = json.dumps(cases, ensure_ascii=False, separators=(",", ":")).encode()
    head = statements.sign(
        "index",
        named | {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()},
        keys.signing_half("member", secret),
    )
    plain = json.dumps(head).encode() + b"\n" + body
    padded = plain.ljust(padding.padme(max(16384, len(plain))))
    return age.seal(padded, [keys.reading_half("member", secret).recipient])


def fill(server: Server) -> int:
    """Store the cases and the registrar's index of them; gives the index's bytes."""
    secret, site = Keys.of(server).registrar, server.get("/site.json")["site"]
    chance = random.Random(7)
    cases = [indexed(chance) for _ in range(CASES)]
    with closing(sqlite3.connect(server.database)) as database, database:
        (office,) = database.execute("select id from offices where slug = 'demo'").fetchone()
        mine = "select id from members where office_id = ? and name = 'registrar'"
        (member,) = database.execute(mine, (office,)).fetchone()
        for n, case in enumerate(cases):
            id, report = uuid.UUID(case["id"]).hex, uuid.uuid4().hex
            at = f"2026-{n % 12 + 1:02}-{n % 28 + 1:02} 08:00:00"
            database.execute(REPORTS, (office, report))
            database.execute(NUMBERS, (office, id, report, at, member))
            database.execute(GRANTS, (office, uuid.uuid4().hex, id, member, member))
        size = 0
        for no in range(FILES):
            named = {
                "format": "qingfeng.index/1",
                "type": "qingfeng/index",
                "site": site,
                "office": "demo",
                "member": "registrar",
                "no": no,
                "of": FILES,
                "version": 1,
            }
            here = [case for case in cases if int(case["id"][:2], 16) % FILES == no]
            sealed = file_of(secret, named, here)
            size += len(sealed)
            database.execute(INDEX, (office, member, no, sealed))
    return size


def opened(page: Page, server: Server) -> float:
    """Seconds until every case can be found."""
    start = time.perf_counter()
    page.goto(f"{server.casework}search")
    expect(page.locator("#index")).to_have_text(f"索引里有 {CASES} 件。")
    return time.perf_counter() - start


def searched(page: Page) -> list[float]:
    """Milliseconds of each search, in order."""
    waits = []
    for query in QUERIES * 3:
        wait, _ = page.evaluate(TIMED, [query])
        waits.append(float(wait))
    return waits


def figures() -> Iterator[Figure]:
    """Open the index three times, search it 24 times."""

    with TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as play:
        size = fill(server)
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        expect.set_options(timeout=6 * PATIENCE_MS)
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        inspector = Inspector(context, server)
        inspector.fill_in(server.passphrase("registrar"))
        inspector.page.wait_for_url(f"{server.casework}today")
        expect(inspector.page.locator("#work")).to_be_visible()
        waits = [opened(inspector.page, server) for _ in range(3)]
        first, *others = searched(inspector.page)
        browser.close()
    told = f"{FILES} files, {size / 1e6:.0f} MB"
    yield Figure("B7", "index of 10,000 cases opened", statistics.median(waits), "s", "≤", 5, told)
    yield Figure("B7", "the first search in it", first, "ms", "≤", 1000)
    yield Figure("B7", "a later search, the slowest of 23", max(others), "ms", "≤", 200)
