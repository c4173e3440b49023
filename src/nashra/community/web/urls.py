"""Addresses of the discussion's writing side, beneath ``/talk/``. Reading is files."""

from django.urls import path, register_converter

from nashra.community.web import others, own, unfollow, writing


class PublicId:
    """Seven small letters and digits, as stories and comments have them."""

    regex = "[0-9a-z]{7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "public_id")

app_name = "talk"
urlpatterns = [
    path("me.json", others.me, name="me"),
    path("mine/", own.mine, name="mine"),
    path("unfollow/<str:ticket>/", unfollow.unfollow, name="unfollow"),
    path("sanction/<int:sanction_id>/appeal/", own.appeal_sanction, name="appeal-sanction"),
    path("standards/accept/", others.accept_standards, name="accept"),
    path("c/<public_id:comment_id>/", own.status, name="comment"),
    path("c/<public_id:comment_id>/edit/", own.edit, name="edit"),
    path("c/<public_id:comment_id>/withdraw/", own.withdraw, name="withdraw"),
    path("c/<public_id:comment_id>/appeal/", own.appeal, name="appeal"),
    path("c/<public_id:comment_id>/respect/", others.respect, name="respect"),
    path("c/<public_id:comment_id>/report/", others.report, name="report"),
    path("c/<public_id:comment_id>/follow/", others.follow_comment, name="follow-comment"),
    path("<public_id:story_id>/", writing.form, name="form"),
    path("<public_id:story_id>/comments/", writing.post, name="post"),
    path("<public_id:story_id>/follow/", others.follow, name="follow"),
]
