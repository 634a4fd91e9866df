"""Settings from the environment."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import CASES, SCHEMAS, STATIC, TEMPLATES, Settings


def test_without_any_there_is_a_folder_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    assert settings.database == f"sqlite:///{tmp_path / 'data' / 'gouji.db'}"
    assert (settings.hosts, settings.origins, settings.ancestors) == ((), (), ())
    assert not (tmp_path / "data").exists()


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_ORIGINS", "https://a.gov.cn/, https://b.gov.cn ,")
    monkeypatch.setenv("GOUJI_HOSTS", "c.gov.cn")
    assert Settings().origins == ("https://a.gov.cn", "https://b.gov.cn")
    assert Settings().hosts == ("c.gov.cn",)


def test_a_session_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_IDLE_MINUTES", "0")
    with pytest.raises(ValidationError, match="idle_minutes"):
        Settings()


def test_nothing_of_it_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().secure_cookies = True  # type: ignore[misc]  # this is what is tried


def test_the_folders_are_there() -> None:
    for folder in (TEMPLATES, SCHEMAS, CASES, STATIC):
        assert folder.is_dir()
    assert all(field.description for field in Settings.model_fields.values())
