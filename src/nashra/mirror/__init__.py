"""The published root as others may copy it: hash lists, a signed root, known mirrors."""
