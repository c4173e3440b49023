"""Answers that are not a published file: small, in both languages, never kept."""

from collections.abc import Iterable

from nashra.delivery.headers import SAFETY

Head = list[tuple[str, str]]

READ_METHODS = ("GET", "HEAD")

PLAIN = (("cache-control", "no-store"), ("content-security-policy", "default-src 'none'"))
"""Headers of a short text, beside those that every answer bears."""

_SENTENCES = {
    400: ("طلب غير مفهوم", "The request cannot be understood"),
    404: ("لا توجد صفحة في هذا العنوان", "There is no page at this address"),
    405: ("هذا العنوان للقراءة فقط", "This address can only be read"),
    411: ("طول المرسَل مطلوب", "The length of what is sent is required"),
    408: ("انقطع وصول الطلب", "The request stopped arriving"),
    412: ("تغيّرت الصفحة منذ نسختك", "The page has changed since your copy"),
    413: ("الملف المرسل أكبر من المسموح", "What was sent is larger than allowed"),
    414: ("العنوان أطول من المسموح", "The address is longer than allowed"),
    416: ("لا يوجد هذا الجزء من الملف", "The file has no such part"),
    429: ("طلبات كثيرة من عنوان واحد", "Too many requests from one address"),
    431: ("رأس الطلب أطول من المسموح", "The request's head is longer than allowed"),
    503: ("الخدمة متوقفة مؤقتا", "Not available for the moment"),
    504: ("تأخر الجواب", "The answer took too long"),
}

_PAGE = """<!doctype html>
<html lang="ar" dir="rtl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>المكتب متوقف الآن · The desk is not available</title>
<style>
body{font:1.125rem/1.7 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;
color:#1d1d1b;background:#fdfcf9}
@media(prefers-color-scheme:dark){body{color:#eceae4;background:#161614}}
[lang=en]{margin-top:2.5rem}
</style>
<main>
<h1>المكتب متوقف الآن</h1>
<p>قد يكون في طور التشغيل. أعد المحاولة بعد لحظات. لا أثر لذلك في ما يقرؤه الناس: الصفحات المنشورة
تعمل كالمعتاد.</p>
<section lang="en" dir="ltr">
<h2>The desk is not available</h2>
<p>It may be starting. Try again in a moment. Readers notice nothing: published pages are served as
usual.</p>
</section>
</main>
</html>
"""
DESK_DOWN = _PAGE.encode()

_STYLE_ONLY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
)


def sentence(status: int) -> bytes:
    """What a person is told who meets the status without a page of the newsroom's own."""
    arabic, english = _SENTENCES[status]
    return f"{status}\n{arabic}.\n{english}.\n".encode()


def plain(status: int, more: Iterable[tuple[str, str]] = ()) -> tuple[Head, bytes]:
    """Head and body of a short text answer."""
    body = sentence(status)
    head = [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-length", str(len(body))),
        *PLAIN,
        *SAFETY,
        *more,
    ]
    return head, body


def desk_down() -> tuple[Head, bytes]:
    """The page shown in the desk's place while it cannot be reached."""
    head = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", str(len(DESK_DOWN))),
        ("cache-control", "no-store"),
        ("retry-after", "5"),
        ("content-security-policy", _STYLE_ONLY),
        *SAFETY,
    ]
    return head, DESK_DOWN
