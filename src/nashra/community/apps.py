from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "nashra.community"
    label = "community"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        from nashra.accounts import erasure, exports
        from nashra.changes import facts as registry
        from nashra.community import (
            ageing,
            beginnings,
            facts,
            following,
            granting,
            kinds,
            kinds_standards,
            leaving,
            notice,
            standing,
            telling,
            touches,
        )
        from nashra.newsroom.actions.found_newsroom import also
        from nashra.publishing import additions, pages, periodic
        from nashra.publishing.periodic import Periodic

        for name, provider in facts.PROVIDERS.items():
            registry.register(name, provider)
        touches.connect()
        standing.connect()
        granting.connect()
        also(beginnings.first_standards)
        for kind in (*kinds.KINDS, *kinds_standards.KINDS):
            pages.register(kind)
        erasure.register(leaving.erase)
        exports.register("discussions", leaving.export)
        additions.register("discussion", notice.notice)
        additions.register_input("without discussion", notice.without)
        periodic.register(
            Periodic(name="discussions closed by age", every=60.0, run=ageing.close_aged)
        )
        periodic.register(
            Periodic(name="discussions by mail", every=300.0, run=following.tell_followers)
        )
        periodic.register(
            Periodic(name="moderators by mail", every=60.0, run=telling.tell_moderators)
        )
