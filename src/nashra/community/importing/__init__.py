"""Comments of other systems: read in a stream, put into order on disk, kept in small batches."""
