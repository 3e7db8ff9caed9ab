import asyncio
import time

import pytest

from inspector.wire import budget as budget_module
from inspector.wire.budget import ReceiveBudget


async def test_readers_share_a_turn_and_take_turns(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(budget_module, "TURN_NS", 4_000_000)
    budget = ReceiveBudget()
    order: list[str] = []

    def reader(name: str, slices: int):
        def read(budget_ns: int) -> None:
            nonlocal slices
            order.append(name)
            slices -= 1
            end = time.perf_counter_ns() + min(budget_ns, 1_500_000)
            while time.perf_counter_ns() < end:
                pass
            if slices:
                budget.request(read)

        return read

    for name in "abc":
        budget.request(reader(name, 9))
    turns = 0
    while len(order) < 27:
        turns += 1
        await asyncio.sleep(0)
    assert turns >= 3
    # Once all three are there, none goes twice before the others went.
    rotation = order[order.index("c") :][:6]
    assert all(len(set(rotation[at : at + 3])) == 3 for at in range(4)), order
    assert ReceiveBudget.of_running_loop() is ReceiveBudget.of_running_loop()
