"""What is frightening about a letter: looks that each answer one question and leave findings."""
