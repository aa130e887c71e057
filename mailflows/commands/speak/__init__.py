"""Words that speak to the reporter, and what takes them back."""
