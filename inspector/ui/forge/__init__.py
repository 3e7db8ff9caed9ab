"""The frame forge: any frame that has room in a header, lawful or not, seen before it goes."""

from inspector.ui.forge.forge import Forge

__all__ = ["Forge"]
