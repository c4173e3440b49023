"""The desk: Wagtail's admin, laid out for a newsroom."""
