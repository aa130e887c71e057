"""Every attack of the catalogue has a test of its number: a mail that is believed, the smallest change, the verdict."""
