"""Looks at links: where they truly lead."""
