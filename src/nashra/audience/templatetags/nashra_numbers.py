"""Numbers on the desk."""

from typing import cast

from django import template

from nashra.arabic.digits import NumberingSystem, convert_digits

register = template.Library()


@register.filter
def grouped(value: int, digits: str) -> str:
    """A count with its thousands apart, in the given digits: «12,345», «١٢٬٣٤٥»."""
    text = convert_digits(f"{value:,}", cast(NumberingSystem, digits))
    return text.replace(",", "٬") if digits == "arab" else text


@register.filter
def in_digits(value: object, digits: str) -> str:
    """A text in the given digits."""
    return convert_digits(str(value), cast(NumberingSystem, digits))
