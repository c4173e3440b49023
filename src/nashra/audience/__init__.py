"""What readers read most: views counted without knowing who they were."""
