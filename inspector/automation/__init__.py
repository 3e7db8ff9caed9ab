"""What runs by itself: rules that answer received messages, scenarios run step by step."""
