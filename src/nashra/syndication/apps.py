from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "nashra.syndication"
    label = "syndication"
    verbose_name = _("Syndication")

    def ready(self) -> None:
        from nashra.publishing import pages
        from nashra.syndication import feeds, sitemaps

        for kind in (*feeds.KINDS, *sitemaps.KINDS):
            pages.register(kind)
