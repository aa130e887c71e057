"""How handlers work by mail: the grammar of `#words`, the vocabulary, and obeying all or nothing."""
