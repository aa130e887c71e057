"""What the person who runs the server types: each subcommand of `hirz`."""
