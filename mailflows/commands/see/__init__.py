"""Words that only show: one ticket, many tickets, the vocabulary."""
