"""The tests: stories of people who write to a desk, told with real keys and real servers."""
