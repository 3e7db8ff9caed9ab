"""From what a person wrote to what goes out: rendered, encoded, cut, paced, forged."""
