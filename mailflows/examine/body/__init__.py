"""Looks at what a frightening mail says and shows."""
