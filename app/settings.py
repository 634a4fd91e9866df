"""What an operator can choose, from the environment, and where the program's own folders are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

APP = Path(__file__).parent


def _folder(name: str) -> Path:
    """A folder beside the package in a checkout; inside the package once it is installed from a wheel."""
    installed = APP / Path(name).name
    return installed if installed.is_dir() else APP.parent / name


TEMPLATES = _folder("templates")
SCHEMAS = _folder("schemas")
CASES = _folder("tests/cases")
STATIC = APP / "static"

Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The settings; each is an environment variable with the prefix GOUJI_. Lists are separated by commas."""

    model_config = SettingsConfigDict(env_prefix="GOUJI_", frozen=True, extra="forbid")

    data: Path = Field(Path("data"), description="Folder for everything that is kept.")
    database_url: str | None = Field(None, description="Database; without it gouji.db in the data folder.")
    schemas: Path = Field(SCHEMAS, description="Folder of the editions of the form.")
    hosts: Names = Field(
        (),
        description="Host names under which the site may be called, besides addresses, names without a dot "
        "and the hosts of the origins.",
    )
    origins: Names = Field(
        (),
        description="Public addresses of the site, such as https://gk.example.gov.cn, where a proxy in front "
        "of it changes the Host header.",
    )
    ancestors: Names = Field((), description="Origins of portals that may show the site in a frame.")
    secure_cookies: bool = Field(
        default=False, description="Send the session only over HTTPS; to be set wherever there is HTTPS."
    )
    idle_minutes: int = Field(
        30, ge=1, le=24 * 60, description="A session ends after so long without a request."
    )
    absolute_hours: int = Field(12, ge=1, le=7 * 24, description="A session ends after so long in any case.")

    workers: int = Field(
        1,
        ge=1,
        le=16,
        description="Pairs of processes that make files and page images, and read final files back.",
    )

    fallback_face: Path | None = Field(
        None,
        description="One more font file (TTF, OTF, TTC) for characters that the five faces lack, such as "
        "rare names.",
    )

    @field_validator("hosts", "origins", "ancestors", mode="before")
    @classmethod
    def _separated(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(name.strip().rstrip("/") for name in given.split(",") if name.strip())
        return given

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'gouji.db').absolute()}"
