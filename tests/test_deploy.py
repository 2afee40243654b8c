"""The shipped settings fit what the application takes."""

from __future__ import annotations

import re
from pathlib import Path

from casework.forms import MOST_BYTES

NGINX = (Path(__file__).parent.parent / "deploy" / "nginx.conf").read_text()


def test_nginx_lets_through_what_casework_takes() -> None:
    casework = NGINX.partition("server_name casework.hospital.example;\n    ssl")[2]
    (limit,) = re.findall(r"client_max_body_size (\d+)k", casework)
    assert int(limit) * 1000 > MOST_BYTES
