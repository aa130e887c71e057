"""Casework: what the desk knows about kinds of trouble, and the words it counts them in."""
