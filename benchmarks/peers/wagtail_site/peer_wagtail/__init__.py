"""A small news site as a Wagtail developer makes it: the peer of Nashra's benchmark."""
