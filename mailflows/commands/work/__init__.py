"""Words that change a ticket inside the desk."""
