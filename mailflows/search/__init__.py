"""Finding: words of a ticket are found again by marks that nobody can read, however a word was inflected or typed."""
