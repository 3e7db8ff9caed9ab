"""A recording as another tool's file. One small file a format; `export` writes any of them."""

from inspector.formats.export import FORMATS, ExportCancelledError, ExportError, export
from inspector.formats.format import Format

__all__ = ["FORMATS", "ExportCancelledError", "ExportError", "Format", "export"]
