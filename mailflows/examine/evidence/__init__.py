"""Finding the evidence: the mail that frightened, in whatever wrapping it was forwarded."""
