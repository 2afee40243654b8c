"""Browsers draw passphrases from the same syllables as the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from crypto.passwords import SYLLABLES

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"
PRINT = """
import { SYLLABLES } from './static/js/crypto/syllables.js';
console.log(JSON.stringify(SYLLABLES));
"""


def test_both_sides_draw_from_the_same_syllables() -> None:
    command = [NODE, "--input-type=module", "-e", PRINT]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert json.loads(printed) == list(SYLLABLES)
