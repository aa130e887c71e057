"""Shifts: when the office is open, who is on call, and what people are told as one takes over from another."""
