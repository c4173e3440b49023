"""What is looked at before a comment is published, one phase a module."""
