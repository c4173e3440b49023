from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "nashra.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from nashra.accounts import naming
        from nashra.changes import facts as registry
        from nashra.newsroom import (
            copy_desk,
            facts,
            outage,
            page_indexes,
            reach,
            reserved_names,
            touches,
        )

        connection_created.connect(outage.shorten, dispatch_uid="nashra.newsroom.outage")

        for kind, provider in facts.PROVIDERS.items():
            registry.register(kind, provider)
        naming.reserve(reserved_names.of_the_site, within=True)
        naming.reserve(reserved_names.of_authors, within=False)
        touches.connect()
        copy_desk.connect()
        page_indexes.connect()
        register_permission_policy(Page, reach.POLICY)
