"""How fast the desk is beside bare gpg, and how large: `make bench`. It prints, and judges nothing."""
