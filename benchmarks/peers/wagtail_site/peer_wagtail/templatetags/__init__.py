"""Tags of the peer's templates."""
