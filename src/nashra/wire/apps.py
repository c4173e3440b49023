from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WireConfig(AppConfig):
    name = "nashra.wire"
    label = "wire"
    verbose_name = _("Wire")

    def ready(self) -> None:
        from nashra.newsroom.desk import register_story_notice
        from nashra.wire.admin import story_notice

        register_story_notice(story_notice)
