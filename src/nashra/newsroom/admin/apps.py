from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users with Nashra's forms and list."""

    user_viewset = "nashra.newsroom.admin.users.DeskUserViewSet"
