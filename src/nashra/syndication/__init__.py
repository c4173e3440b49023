"""Feeds and exchange formats, as page kinds."""
