"""One verb of the discussion a file."""
