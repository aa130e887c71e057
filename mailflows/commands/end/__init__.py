"""Words that end a ticket, and what was learned from it."""
