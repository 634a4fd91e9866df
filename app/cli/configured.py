"""The settings of a command, with a sentence where one of them cannot be used."""

from __future__ import annotations

from pydantic import ValidationError

from app.domain.command_troubles import BadSetting
from app.settings import Settings


def configured() -> Settings:
    """The settings from the environment. Raises `BadSetting`."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"][:1])
        prefix = Settings.model_config.get("env_prefix", "")
        raise BadSetting(f"{prefix}{name}".upper(), first["msg"]) from wrong
