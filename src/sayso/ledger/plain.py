"""Records ↔ plain data (dicts, lists, strings, numbers), for the values that decisions keep as JSON."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sayso.records import Claim


def to_plain(value: Any) -> Any:
    """
    A record, or a tuple of them, as plain data.

    >>> from sayso.records import Span
    >>> to_plain((Span(0, 9),))
    [{'start': 0, 'end': 9}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(name): to_plain(part) for name, part in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is no plain data and no record")


def read_field(name: str, value: Any) -> Any:
    """
    The value of a `Claim` field from plain data. Raises `ValueError` for what the field cannot hold.

    >>> read_field("content", [{"start": 0, "end": 9}])
    (Span(start=0, end=9),)
    """
    hints = _hints(Claim)
    if name not in hints:
        raise ValueError(f"a claim has no field {name!r}")
    try:
        return from_plain(hints[name], value)
    except TypeError as error:
        raise ValueError(f"{name} cannot be {value!r}: {error}") from error


def from_plain(hint: Any, value: Any) -> Any:
    """The value that a type hint of `records` describes, from plain data. Raises `TypeError` or `ValueError`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None and type(None) in arguments:
            return None
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return from_plain(inner, value)
    if origin is typing.Literal:
        if value not in arguments:
            raise ValueError(f"{value!r} is not one of {', '.join(map(str, arguments))}")
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        return tuple(from_plain(arguments[0], part) for part in value)
    if is_dataclass(hint):
        return _read_record(hint, value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {hint.__name__}")
    return value


def _read_record(kind: Any, value: Any) -> Any:
    if isinstance(value, kind):
        return value
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    hints = _hints(kind)
    unknown = set(value) - set(hints)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: from_plain(hints[name], part) for name, part in value.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
