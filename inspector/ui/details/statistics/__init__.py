"""The Statistics tab: what the recording amounts to, as numbers and as plots, live."""

from inspector.ui.details.statistics.tab import StatisticsTab

__all__ = ["StatisticsTab"]
