"""Shifts, hour by hour."""
