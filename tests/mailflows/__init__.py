"""Tests of the floor that decides."""
