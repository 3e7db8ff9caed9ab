"""The tabs of the detail pane, in their order, known before the pane is built."""

MESSAGE, FRAMES, HANDSHAKE, TIMELINE, STATISTICS = range(5)
