"""Looks at archives and disk images: what lies in them, listed and never unpacked to disk."""
