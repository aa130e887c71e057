"""Words about the desk itself: which one is meant, whose key is whose, who works here."""
