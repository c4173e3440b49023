"""Carries the published root to readers, and the desk's door beside it. Knows no framework."""
