"""The floor that decides: what becomes of a mail, who may command, what is answered. No socket, no clock, no log."""
