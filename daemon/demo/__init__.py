"""The desk tried out on one machine: mail servers that live in this process, and a story played on them."""
