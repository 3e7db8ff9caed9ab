"""Scenarios in the window: edited as forms, run step by step or through, watched in a tab."""
