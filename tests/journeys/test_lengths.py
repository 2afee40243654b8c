"""Reports of different length and kind look alike on the wire and at rest (invariant 5).

So do their attachments, as long as they are of the same size class.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import BrowserContext, Request

from tests.files.photos import jpeg
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.watch import Watch

SHORT = Report(tiles=("asked",), who="", where="", when="", words="要钱")
LONG = Report(tiles=("asked", "took_gifts", "overcharged"), words="红包" * 60)
# All of one size class: 4096 bytes.
FILES = {"a.mp4": bytes(20), "开会时的录音和照片.bin": bytes(4000), "receipt.jpg": jpeg(quality=50)}


def test_reports_of_any_length_kind_and_addressee_are_equal(
    phone: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    before = {id for id, *_widths in widths(server, "reports")}
    film, recording, photo = (tmp_path / name for name in FILES)
    for path in (film, recording, photo):
        path.write_bytes(FILES[path.name])
    reports = (
        replace(SHORT, files=(film,)),
        replace(LONG, files=(recording,), addressee="authority"),
    )
    codes = [PhoneReporter(phone, server).report(report) for report in reports]
    PhoneReporter(phone, server).hand_in(giver="姓孙的商人", files=(photo,))

    posts = [size(request) for request in watch.posts("/reports")]
    assert len(posts) == 3
    assert posts == [posts[0]] * 3
    new = {id: row for id, *row in widths(server, "reports") if id not in before}
    assert len(new) == 3
    assert len({tuple(row) for row in new.values()}) == 1
    theirs = f"mailboxes where report_id in {tuple(new)}"
    boxes = [row for _id, *row in widths(server, theirs)]
    assert boxes == [boxes[0]] * 3

    for uploads in (watch.posts("/attachments"), watch.posts("/parts/0")):
        sizes = [size(request) for request in uploads]
        assert sizes == [sizes[0]] * 3
    for table in ("attachments", "attachment_parts"):
        claimed = f"report_id in {tuple(new)}"
        chosen = (
            claimed
            if table == "attachments"
            else (f"attachment_id in (select id from attachments where {claimed})")
        )
        rows = [row for _id, *row in widths(server, f"{table} where {chosen}")]
        assert rows == [rows[0]] * 3

    for code, words in zip(codes, ("嗯", "还有" * 60), strict=True):
        reporter = PhoneReporter(phone, server)
        reporter.read_box(code)
        reporter.write_more(words)
    messages = [size(request) for request in watch.posts("/mailbox/messages")]
    assert messages == [messages[0]] * 2
    rows = [row for _id, *row in widths(server, "messages where direction = 'message'")]
    assert rows == [rows[0]] * len(rows)


def size(request: Request) -> tuple[int, str]:
    """How many bytes a request takes: its head without the body, and its body."""
    return request.sizes()["requestHeadersSize"], request.all_headers()["content-length"]


def widths(server: Server, table: str) -> list[tuple[object, ...]]:
    """The id and the width of every column of a table's rows."""
    name = table.partition(" ")[0]
    columns = [name for (name,) in server.rows(f"select name from pragma_table_info('{name}')")]
    wide = ", ".join(f"length(cast({column} as blob))" for column in columns)
    return server.rows(f"select id, {wide} from {table}")
