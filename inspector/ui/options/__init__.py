"""The options of a connection, in a panel that nobody has to open."""
