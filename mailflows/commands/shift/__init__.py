"""Words about who is on call."""
