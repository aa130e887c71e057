"""Stories from end to end: people write, the running desk answers, and what came of it is read where people read it."""
