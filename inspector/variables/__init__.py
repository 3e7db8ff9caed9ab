"""`{{name}}` in what a person wrote: found, looked up, put in its place."""
