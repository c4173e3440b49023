"""Addresses of the desk. Readers' addresses are files and never come here."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve


def robots(request: HttpRequest) -> HttpResponse:
    """Keeps crawlers off the desk."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


urlpatterns = [
    path("healthz", include("nashra.publishing.urls")),
    path("desk/robots.txt", robots),
    re_path(
        r"^desk/media/(?P<path>.*)$",
        login_required(serve),
        {"document_root": settings.MEDIA_ROOT},
    ),
    re_path(r"^static/(?P<path>.*)$", serve, {"document_root": settings.STATIC_ROOT}),
    path("talk/", include("nashra.community.web.urls")),
    path("search/find/", include("nashra.search.web.urls"), {"language": "ar"}),
    path("en/search/find/", include("nashra.search.web.urls"), {"language": "en"}),
    path("desk/documents/", include("wagtail.documents.urls")),
    # In the place of Wagtail's own: one sign-in for all, with its limits and second factor.
    path("desk/login/", include("nashra.accounts.web.desk_login")),
    # In the place of Wagtail's own, which read the whole archive.
    path("desk/", include("nashra.newsroom.desk_urls")),
    path("desk/", include("wagtail.admin.urls")),
    path("account/", include("nashra.accounts.urls")),
    path("", RedirectView.as_view(url="/desk/")),
]

# Whatever goes wrong on the desk, on any layer, is answered without the database.
handler500 = "nashra.newsroom.outage.answer_error"
