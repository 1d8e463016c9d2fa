# SPDX-License-Identifier: EUPL-1.2
"""Settings: every problem named at once, secrets from files too."""

from pathlib import Path

import pytest

from knowledgebase.config import Settings, SettingsWrong, settings_from


def test_the_defaults_are_a_site_on_this_machine(tmp_path: Path) -> None:
    settings = settings_from({}, data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path.resolve() / 'goedebuur.sqlite3'}"
    assert not settings.secure


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PORT": "many", "BASE_URL": "here", "SEARCH": "magic", "WEB_WORKERS": "0"}.items():
        monkeypatch.setenv(f"KB_{name}", value)
    with pytest.raises(SettingsWrong) as wrong:
        settings_from({"KB_MAIL_URL_FILE": "/nowhere/mail"})
    for name in ("KB_PORT", "KB_BASE_URL", "KB_SEARCH", "KB_WEB_WORKERS", "KB_MAIL_URL_FILE"):
        assert name in str(wrong.value)


def test_a_secret_may_stand_in_a_file_and_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("een-geheim-dat-niemand-zomaar-raadt\n")
    settings = settings_from({"KB_SECRET_KEY_FILE": str(path)}, data_dir=tmp_path)
    assert settings.signing_key() == "een-geheim-dat-niemand-zomaar-raadt"
    assert "een-geheim" not in repr(settings)


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key = settings_from({}, data_dir=tmp_path).signing_key()
    assert key == settings_from({}, data_dir=tmp_path).signing_key()
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(
            ("DATABASE_URL", one)
            for one in ("foo", "mysql://u:geheim@h/n", "postgresql://h:poort/n", "://", "sqlite")
        ),
        *(
            ("MAIL_URL", one)
            for one in ("mail.example", "http://h", "smtp://", "smtp://h:poort", "smtp://h:99999")
        ),
        *(("MAIL_URL", one) for one in ("smtp://h:0", "smtp://[", "")),
        ("SECRET_KEY", "geheim"),
        ("DATA_DIR", "/dev/null"),
        ("DATA_DIR", "/dev/null/data"),
        ("DATA_DIR", "x" * 300),
    ],
)
def test_what_cannot_work_is_named_at_the_start_without_the_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str
) -> None:
    monkeypatch.setenv(f"KB_{name}", wrong)
    monkeypatch.setenv("KB_PORT", "many")
    with pytest.raises(SettingsWrong) as told:
        settings_from({})
    assert f"KB_{name}: " in str(told.value)
    assert "KB_PORT: " in str(told.value)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_with_the_driver_that_is_here(tmp_path: Path, scheme: str) -> None:
    settings = settings_from({}, data_dir=tmp_path, database_url=f"{scheme}://u:geh%40im@h:5432/n?host=/run")
    assert settings.database == "postgresql+psycopg://u:geh%40im@h:5432/n?host=/run"
    assert "geh" not in repr(settings)


@pytest.mark.parametrize(
    "right", ["console://", "smtp://h", "smtps://u:p@h:465", "smtp+starttls://u%40x:p@[::1]:587"]
)
def test_mail_goes_by_the_servers_that_it_can_go_by(tmp_path: Path, right: str) -> None:
    assert settings_from({}, data_dir=tmp_path, mail_url=right).mail_url.get_secret_value() == right


def test_a_folder_that_cannot_be_made_after_all_is_told(tmp_path: Path) -> None:
    settings = settings_from({}, data_dir=tmp_path / "data")
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingsWrong, match="KB_DATA_DIR"):
        settings.signing_key()


@pytest.mark.parametrize("url", ["s3://bucket/files", "nowhere://files"])
def test_an_address_for_files_without_a_driver_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(SettingsWrong, match="KB_FILES_URL"):
        settings_from({}, files_url=url)


def test_files_are_kept_in_the_data_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert settings_from({}, data_dir=tmp_path).files == f"file://{tmp_path.resolve()}/files"
    assert (
        settings_from({}, files_url=f"{tmp_path}/elsewhere").files == f"file://{tmp_path.resolve()}/elsewhere"
    )
    assert settings_from({}, files_url="memory://files").files == "memory://files"
