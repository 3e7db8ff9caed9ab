"""What a recording amounts to: counts, bytes, rates, distributions, round trips of pings.

Nothing here is counted before somebody asks for it: `Follower` reads what is recorded.
"""

from inspector.statistics.distribution import Distribution
from inspector.statistics.figures import Figures, Flow
from inspector.statistics.follower import Follower
from inspector.statistics.pace import Pace
from inspector.statistics.round_trips import RoundTrips
from inspector.statistics.statistics import Statistics
from inspector.statistics.timeline import Timeline

__all__ = [
    "Distribution",
    "Figures",
    "Flow",
    "Follower",
    "Pace",
    "RoundTrips",
    "Statistics",
    "Timeline",
]
