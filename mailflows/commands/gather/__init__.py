"""Words that bring tickets and people together: new, merge, split, link, join; and the safe way to somebody."""
