"""The window: shows what the core knows and asks it to act. The only room that knows Qt."""
