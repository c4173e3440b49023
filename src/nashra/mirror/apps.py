from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MirrorConfig(AppConfig):
    name = "nashra.mirror"
    label = "mirror"
    verbose_name = _("Mirrors")

    def ready(self) -> None:
        from nashra.mirror import following, kinds
        from nashra.publishing import additions, followers, pages

        followers.register(following.FOLLOWER)
        for kind in kinds.KINDS:
            pages.register(kind)
        additions.register_input("mirror key", kinds.shown_key)
