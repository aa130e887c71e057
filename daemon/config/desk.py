"""Who the desk is, where it keeps everything, and what it is allowed to look up."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, StrictBool, model_validator

from daemon.config.shape import SHAPE, Answered, Language
from daemon.config.values import (
    Address,
    Folder,
    Line,
    MaybeFolder,
    MaybePublicFile,
    SecretFile,
    StoreUrl,
)


class DeskSection(BaseModel):
    """[desk]: who the desk is and how it speaks."""

    model_config = SHAPE
    address: Address
    name: Line = "Helpdesk"
    aliases: tuple[Address, ...] = ()
    languages: tuple[Answered, ...] = Field(default=("ar", "en", "fr"), min_length=1)
    default_language: Language = "en"
    shadow: StrictBool = False
    ack_mode: Literal["off", "neutral", "menu"] = "neutral"
    key_file: SecretFile
    retired_key_files: tuple[SecretFile, ...] = Field(default=(), max_length=8)
    archive_certificate_file: MaybePublicFile = None
    pad: StrictBool = False
    gpg_folder: Folder = Path("/run/hirz")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.default_language not in self.languages:
            raise ValueError("default_language should be one of languages")
        # a Unix socket's path holds 107 octets, and gpg's agent opens one in a folder we make below this
        if len(os.fsencode(self.gpg_folder)) > 60:
            raise ValueError("gpg_folder should be a path of at most 60 octets")
        return self


Said = Annotated[Line, Field(max_length=80)]
SaidInOne = Annotated[tuple[Said, ...], Field(max_length=5)]


class Danger(BaseModel):
    """[danger]: whom to call, for each language; it stands below our own lines for somebody who is in danger now."""

    model_config = SHAPE
    ar: SaidInOne = ()
    en: SaidInOne = ()
    fr: SaidInOne = ()
    fa: SaidInOne = ()
    tr: SaidInOne = ()

    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """Language -> lines, for those that have some."""
        return {language: lines for language, lines in self if lines}


class StoreSection(BaseModel):
    """[store]: where everything is kept, and the key it is sealed under."""

    model_config = SHAPE
    url: StoreUrl = "sqlite:////var/lib/hirz/hirz.sqlite"
    master_key_file: SecretFile
    backups: Folder = Path("/var/lib/hirz/backups")


class Log(BaseModel):
    """[log]: how much is told, and where. No file: standard error, which systemd keeps."""

    model_config = SHAPE
    level: Literal["debug", "info", "warning", "error"] = "info"
    file: MaybeFolder = None


class Templates(BaseModel):
    """[templates]: mails of the operator's own that stand before the shipped ones."""

    model_config = SHAPE
    folder: MaybeFolder = None


class CaseworkSection(BaseModel):
    """[casework]: kinds of trouble of the operator's own, beside the shipped ones."""

    model_config = SHAPE
    file: MaybePublicFile = None


class Search(BaseModel):
    """[search]: whether tickets are found by the words in them."""

    model_config = SHAPE
    enabled: StrictBool = True
