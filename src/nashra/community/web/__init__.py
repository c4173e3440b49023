"""What readers ask the running application for: writing."""
