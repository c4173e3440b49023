"""The account's own pages, beside those of django-allauth."""
