"""The words of notices in each language: which there are, and what of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "zh")
FALLBACK: Final = "en"


def kinds() -> tuple[str, ...]:
    """Return the types of events that customers are told of."""
    return tuple(name for name in texts_in(FALLBACK) if name != "words")


def language_for(wanted: str, fallback: str = FALLBACK) -> str:
    """Return the language that we have for one that is wanted ("zh-CN", "en_GB"), or the fallback."""
    first = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return first if first in LANGUAGES else fallback


@cache
def texts_in(language: str) -> Mapping[str, Any]:
    """Return all texts of a language, by type of event, and its words."""
    text = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
