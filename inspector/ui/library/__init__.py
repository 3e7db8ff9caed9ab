"""The library in the window: shelves of what a person keeps, and everything done with it."""
