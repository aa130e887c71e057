"""Looks at files: names, kinds, and what is inside."""
