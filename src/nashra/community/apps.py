from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "nashra.community"
    label = "community"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        from nashra.community import beginnings, granting, kinds_standards, standing
        from nashra.newsroom.actions.found_newsroom import also
        from nashra.publishing import pages

        standing.connect()
        granting.connect()
        also(beginnings.first_standards)
        for kind in kinds_standards.KINDS:
            pages.register(kind)
