"""Looks at invitations and contacts: what a calendar or an address book would take in."""
