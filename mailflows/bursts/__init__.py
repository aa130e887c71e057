"""Bursts: a flood of mails opens tickets that nobody is told of one by one, and the shift is told of the flood."""

from mailflows.bursts.noticing import belongs, joins_burst, purse_for
from mailflows.bursts.telling import burst_facts, tell_bursts, tell_unless_flooded

__all__ = ["belongs", "burst_facts", "joins_burst", "purse_for", "tell_bursts", "tell_unless_flooded"]
