"""Sealing and proof: what a mail is wrapped in, who signed it, and how an answer is sealed."""
