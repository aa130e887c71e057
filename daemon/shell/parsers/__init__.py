"""What each subcommand of `hirz` takes, grouped by who types it: its words, options and help."""
