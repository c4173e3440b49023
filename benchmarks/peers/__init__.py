"""Nashra beside nginx, Wagtail, wagtail-bakery and Hugo, all with the same stories."""
