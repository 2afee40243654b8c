"""Bytes, keys and codes: pure functions, no web, no database, no settings, no clock.

The design and its reasons are in docs/threat-model.md; the browser's twin of this package is
static/js/crypto/, and tests/vectors/qingfeng.json drives both.
"""
