"""What readers ask the running application: finding."""
