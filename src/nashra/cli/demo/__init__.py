"""The demo newsroom: its texts, its people and its drawn pictures."""
