"""Settings are read once; a wrong one stops the start with one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.config import SettingInvalid, read_config


def test_without_settings_everything_lies_below_var() -> None:
    config = read_config({})
    assert config.data == Path("var").absolute()
    assert config.database == f"sqlite:///{config.data}/qingfeng.sqlite"
    assert config.areas == ("portal", "casework")


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(SettingInvalid, match="QINGFENG_DATABSE is not a setting"):
        read_config({"QINGFENG_DATABSE": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AREAS", "backstage"),
        ("DIFFICULTY", "many"),
        ("NETWORKS", "10.0.0.0/99"),
        ("ATTACHMENT_MIB", "0"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=f"QINGFENG_{name}="):
        read_config({f"QINGFENG_{name}": value})
