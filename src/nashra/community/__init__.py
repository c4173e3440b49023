"""Discussion: comments, moderation and the standards that both go by."""
