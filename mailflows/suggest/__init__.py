"""Suggesting: what a letter may be about, by the words that stand in it; a hint for handlers that decides nothing."""
