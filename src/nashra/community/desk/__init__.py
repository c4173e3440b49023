"""Moderation on the desk."""
