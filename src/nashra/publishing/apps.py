from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "nashra.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from nashra.newsroom.desk import register_story_notice
        from nashra.newsroom.preview import register_renderer
        from nashra.publishing import recorder
        from nashra.publishing.admin import story_notice
        from nashra.publishing.kinds import register_all
        from nashra.publishing.preview import preview

        register_all()
        connection_created.connect(recorder.install, dispatch_uid="nashra.publishing.recorder")

        register_renderer(preview)
        register_story_notice(story_notice)
