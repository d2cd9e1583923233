"""Addresses of mail, as they are kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from intramural.kit import markup


def address(text: str) -> str:
    """The address as it is kept, or "" if it is none."""
    text = markup.clean_line(text)
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""
