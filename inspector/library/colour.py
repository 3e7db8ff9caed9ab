"""Colours that things in files have."""

from typing import Literal

Colour = Literal["red", "orange", "yellow", "green", "blue", "purple", "grey"]
"""Of marked rows and of environments; the window decides what they look like."""
