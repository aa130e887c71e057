"""The floor that touches the world: sockets, threads, the clock, the config file, the log, child processes."""
