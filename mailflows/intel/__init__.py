"""What the desk remembers of trouble: lists of indicators, what tickets are known again by, and what follows."""
