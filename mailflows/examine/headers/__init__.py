"""Looks at the headers of the mail that frightened: the way it came, and who it says it is from."""
