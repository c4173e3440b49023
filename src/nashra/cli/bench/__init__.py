"""Material for measurements and property tests."""
