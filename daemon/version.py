"""Which Hirz this is; the same as in pyproject.toml, which a test compares."""

VERSION = "0.1.0"
