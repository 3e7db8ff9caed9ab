"""Rules of a tab: what is done by itself when a message comes."""
