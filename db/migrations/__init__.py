"""The store's shapes over time; each step stands on its own and imports no application code."""
