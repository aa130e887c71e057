"""Looks at what takes over a phone: Android apps and Apple's profiles."""
