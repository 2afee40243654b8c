"""The server as strangers meet it: slow, broken and too large requests stop nobody else."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from portal.attachments.parts import PART_SIZE
from portal.gateway import MOST_PARTS_AT_ONCE, Room
from tests.conftest import free_port

UPLOAD = "/attachments/00000000-0000-4000-8000-000000000000/parts/0"
BEARER = "Bearer " + "0a" * 32


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real server; its port."""
    port = free_port()
    program = str(Path(sys.executable).parent / "qingfeng")
    process = subprocess.Popen(
        [program, "serve", "--port", str(port)],
        env=os.environ | {"QINGFENG_DATA": str(tmp_path_factory.mktemp("data"))},
        stderr=subprocess.PIPE,
    )
    while process.poll() is None:
        try:
            ask(port, "GET", "/challenge")
            break
        except OSError:
            continue
    yield port
    process.terminate()
    assert process.communicate()[1] == b""


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    read = answer.status, answer.read()
    connection.close()
    return read


def test_six_hundred_senders_who_never_finish_close_no_page(port: int) -> None:
    head = (
        f"POST /reports HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    stalled = [socket.create_connection(("127.0.0.1", port)) for _ in range(600)]
    for one in stalled:
        one.sendall(head.encode())
    assert ask(port, "GET", "/challenge")[0] == 200
    assert ask(port, "GET", "/site.json")[0] == 200
    assert ask(port, "POST", "/mailbox", b"x")[0] == 503
    for one in stalled:
        one.close()


def test_a_part_of_an_attachment_is_read_whole_and_no_more_of_it(port: int) -> None:
    """Whole, it reaches the application, which knows no such upload; one byte more is too much."""
    for path in (f"/en{UPLOAD}", UPLOAD.replace("0000-4000", "ABCD-4000")):
        unknown = ask(port, "PUT", path, b"0" * PART_SIZE, Authorization=BEARER)
        assert b"upload_unknown" in unknown[1]
    for size in (PART_SIZE + 1, 3 * PART_SIZE):
        status, answer = ask(port, "PUT", UPLOAD, b"0" * size, Authorization=BEARER)
        assert (status, b"too_large" in answer) == (413, True)
    assert ask(port, "PUT", "/reports", b"0" * 255 * 1024)[0] == 405


def stall(port: int, path: str, authorization: str, most: int) -> list[socket.socket]:
    """Begin to send so many parts, and go no further."""
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9000\r\n"
        f"Authorization: {authorization}\r\n\r\nx"
    )
    stalled = [socket.create_connection(("127.0.0.1", port)) for _ in range(most)]
    for one in stalled:
        one.sendall(head.encode())
    return stalled


def test_senders_of_parts_who_never_finish_keep_no_report_out(port: int) -> None:
    stalled = stall(port, UPLOAD, BEARER, MOST_PARTS_AT_ONCE)

    def part() -> int:
        return ask(port, "PUT", UPLOAD, b"x", Authorization=BEARER)[0]

    assert ask(port, "GET", "/challenge")[0] == 200
    # Asked again where the server has not yet seen all of them come, or go.
    assert any(part() == 503 for _ in range(100))
    assert ask(port, "POST", "/reports", b"x")[0] == 400
    for one in stalled:
        one.close()
    assert any(part() == 404 for _ in range(100))


@pytest.mark.parametrize(
    ("path", "authorization"),
    [
        ("/attachments/x/parts/0", BEARER),
        (UPLOAD + "x", BEARER),
        (UPLOAD, "x"),
        (UPLOAD, BEARER + "0"),
    ],
)
def test_who_shows_no_secret_takes_no_place_of_a_part(
    port: int, path: str, authorization: str
) -> None:
    stalled = stall(port, path, authorization, MOST_PARTS_AT_ONCE)
    assert ask(port, "GET", "/challenge")[0] == 200
    tried = [ask(port, "PUT", UPLOAD, b"x", Authorization=BEARER)[0] for _ in range(100)]
    for one in stalled:
        one.close()
    assert set(tried) == {404}


class Silent:
    """Somebody who sends nothing; or drops, and never the last one."""

    def __init__(self, drops: bool) -> None:
        self.drops = drops

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.drops:
            yield b"x"
            await asyncio.sleep(0)
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("room", "drops"), [(Room(2**60, 1, 0, 600), False), (Room(2**60, 1, 600, 0.01), True)]
)
def test_each_room_has_its_own_patience(room: Room, drops: bool) -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(room.read(Silent(drops)))
    assert room.taken == 0


def test_a_request_that_comes_in_drops_is_read_whole(port: int) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
        + b"0" * 64
        + b"\r\n--x--\r\n"
    )
    head = (
        f"POST /mailbox HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for drop in (head + body.decode()).encode():
            one.sendall(bytes([drop]))
        answer = http.client.HTTPResponse(one)
        answer.begin()
        # The token has arrived; the work that a look-up needs was not sent.
        assert json.load(answer)["fields"] == ["challenge", "solution"]


def test_a_body_that_is_too_large_is_refused(port: int) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="body"; filename="body"\r\n\r\n'
    status, answer = ask(
        port,
        "POST",
        "/reports",
        form + b"0" * 255 * 1024,
        **{"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (status, b"too_large" in answer) == (413, True)


@pytest.mark.parametrize("path", ["/o/%E5%8C%BB%E9%99%A2/", "/%ff", "/o/demo/%2e%2e/", "/?a=%zz"])
def test_an_odd_address_is_answered_calmly(port: int, path: str) -> None:
    assert ask(port, "GET", path)[0] in (200, 404)


@pytest.mark.parametrize("host", ["nowhere.example", "", "[::1", "127.0.0.1:99999"])
def test_an_odd_host_is_answered_with_our_headers(port: int, host: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/site.json", headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (200, 400, 421)
    assert answer.status == 400 or "Referrer-Policy" in answer.headers


def test_other_methods_are_refused_with_our_headers(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("PATCH", "/challenge")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 405
    assert "Referrer-Policy" in answer.headers
    assert not any(sign.isdigit() for sign in answer.headers.get("Server", ""))
    connection.close()
