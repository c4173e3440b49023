"""Exports as other systems write them, made for the tests."""

from collections.abc import Iterable
from html import escape

RSS = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
       'xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n')  # fmt: skip


def comment(
    key: int, text: str, *, parent: int = 0, name: str = "سلمى", at: str = "2021-03-01 10:00:00",
    approved: str = "1", kind: str = "comment",
) -> str:  # fmt: skip
    """One ``wp:comment``."""
    return f"""<wp:comment><wp:comment_id>{key}</wp:comment_id>
<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
<wp:comment_author_email>salma@private.example</wp:comment_author_email>
<wp:comment_author_url>https://private.example/</wp:comment_author_url>
<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>1999-01-01 00:00:00</wp:comment_date>
<wp:comment_date_gmt>{at}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent>
<wp:commentmeta><wp:meta_key>agent</wp:meta_key><wp:meta_value>Old/1.0</wp:meta_value></wp:commentmeta>
</wp:comment>
"""


def item(link: str, comments: Iterable[str], *, post: int = 5) -> str:
    """One post with its comments."""
    return (
        f"<item><title>عنوان</title><link>{escape(link)}</link>"
        f'<guid isPermaLink="false">https://old.example/?p={post}</guid>'
        f"<wp:post_id>{post}</wp:post_id>\n{''.join(comments)}</item>\n"
    )


def wxr(*items: str) -> str:
    """A whole export of WordPress."""
    return RSS + "".join(items) + "</channel></rss>\n"


def post(
    key: int, thread: int, message: str, *, parent: int = 0, name: str = "هادي",
    at: str = "2020-05-05T05:05:05Z", deleted: str = "false", spam: str = "false",
) -> str:  # fmt: skip
    """One post of Disqus."""
    above = f'<parent dsq:id="{parent}" />' if parent else ""
    return f"""<post dsq:id="{key}"><id/><message><![CDATA[{message}]]></message>
<createdAt>{at}</createdAt><isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam>
<author><email>hadi@private.example</email><name>{name}</name><isAnonymous>true</isAnonymous></author>
<ipAddress>192.0.2.9</ipAddress><thread dsq:id="{thread}" />{above}</post>
"""


def disqus(threads: dict[int, str], *posts: str) -> str:
    """A whole export of Disqus."""
    heads = "".join(
        f'<thread dsq:id="{key}"><id>x {escape(link)}</id><link>{escape(link)}</link>'
        f"<title>حديث</title></thread>\n"
        for key, link in threads.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" '
        f'xmlns:dsq="http://disqus.com/disqus-internals">\n{"".join(posts)}{heads}</disqus>\n'
    )
