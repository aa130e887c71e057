"""Looks at Office documents: what starts, fetches or hides when they are opened."""
