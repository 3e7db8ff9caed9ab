"""Exports: a recording as another tool's file. One file a format; `export` writes any of them."""

from inspector.exports.export import ExportCancelledError, ExportError, export
from inspector.exports.format import Format
from inspector.exports.registry import FORMATS

__all__ = ["FORMATS", "ExportCancelledError", "ExportError", "Format", "export"]
