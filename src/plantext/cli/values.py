"""Values of options that click alone would let through: dates that no calendar has, numbers that are none."""

from __future__ import annotations

import datetime
import math
import re
from typing import TYPE_CHECKING, Any

import click

from plantext.cli.helping import context_language
from plantext.cli.words import word

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Number(click.FloatRange):
    """A number within bounds, neither ``nan`` nor ``inf``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fails as click's types do."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(_said("no-number", ctx, value), param, ctx)
        return number


if TYPE_CHECKING:
    TextType = click.ParamType[str]
else:
    TextType = click.ParamType  # older versions of click do not take it with a type


class Date(TextType):
    """A year, month or day in EDTF: ``2024``, ``2024-09``, ``2024-09-01``."""

    name = "EDTF"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the date as it was written; fails as click's types do."""
        match = _DATE.fullmatch(value)
        try:
            if match is None:
                raise ValueError(value)
            datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            self.fail(_said("no-date", ctx, value), param, ctx)
        return value


def _said(key: str, ctx: click.Context | None, value: object) -> str:
    return word(key, context_language(ctx) if ctx is not None else "en", value)
