"""Rows and questions: what the desk remembers, sealed at rest."""
