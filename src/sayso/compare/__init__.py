"""Two reports or two claims at once: which texts are copies."""
