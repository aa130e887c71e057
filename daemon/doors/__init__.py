"""Where mail comes in and goes out: IMAP, LMTP and SMTP, with every network that means harm in mind."""
