"""Ten thousand strings that mean harm, the same each time."""

import random
from collections.abc import Callable, Iterator

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u2061\u2063\ufff9\ufffb\U000e0041\U000e007f"
)
MARKS = "\u0300\u0311\u0334\u0338\u0340\u0489\u064b\u0651\u0670\u06d6\u06ed\u20dd\u20e3\ufe0f\u1ab0"
SCHEMES = (
    "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "\x01javascript:", "vbscript:",
    "data:text/html,", "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==", "file:///",
    "view-source:", "blob:", "jar:", "feed:javascript:", "//evil.example/", "http://a@b.example/",
    "https://[::1", "http://\u202egpj.example/", "https://x.example/\"onmouseover=hit()//",
    "https://x.example/'><script>hit()</script>", "http://xn--.example/", "HTTPS://X.EXAMPLE/%00",
)  # fmt: skip
TAGS = (
    "script", "img", "svg", "math", "iframe", "object", "embed", "style", "link", "meta", "base",
    "form", "input", "textarea", "select", "button", "video", "audio", "details", "dialog",
    "template", "slot", "noscript", "marquee", "plaintext", "xmp", "listing", "frameset", "body",
    "html", "title", "isindex", "keygen", "foreignObject", "annotation-xml", "portal", "x-y",
)  # fmt: skip
HANDLERS = ("onload", "onerror", "onmouseover", "onfocus", "ontoggle", "onbegin", "onpageshow")
TEMPLATES = (
    "{{ 7*7 }}", "{% include 'x' %}", "{# x #}", "{{ view.site }}", "{{ ''.__class__.__mro__ }}",
    "${7*7}", "#{7*7}", "<%= 7*7 %>", "<?php hit(); ?>", "<!--#exec cmd=x -->", "[[7*7]]",
    "{{constructor.constructor('hit()')()}}", "%(name)s", "{0.__class__}", "{name}", "%s%s%n",
    "{% raw %}", "{{", "%}", "{%", "__proto__", "\\u003cscript\\u003e",
)  # fmt: skip
BREAKERS = (
    "</p></div></article>", "</script><script>hit()</script>", "]]>", "-->", "--!>", "<!--",
    "<![CDATA[", "</textarea>", "</title>", "</style>",
    "\"><b>", "'><i>", "` onload=hit()", "<", ">", "&", "&#",
    "&lt;script&gt;", "&#x3c;script&#x3e;", "&amp;lt;b&amp;gt;", "<br", "<br/", "</", "<a href=",
    "<p dir=ltr>", "<bdo dir=rtl>", "<base href=//evil.example>", "\x00<script>hit()</script>",
    "<scr<script>ipt>hit()</scr</script>ipt>", "\ufe64script\ufe65hit()", "\uff1cscript\uff1e",
)  # fmt: skip
EMOJI = (
    "👨\u200d👩\u200d👧\u200d👦",
    "🏳\ufe0f\u200d🌈",
    "👍🏽",
    "🇱🇧",
    "❤\ufe0f\u200d🔥",
    "1\ufe0f\u20e3",
)
WIDE = ("\ufdfd", "\u2e3b", "\U0001242b", "ﷺ", "௵", "𒐫", "꧅", "W" * 40, "ـ" * 60, "ﷲ")
BREAKS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\n" * 400)

_TYPED = ("hello, (world)", "١٢٣", "12:30", "-5%", "@name", "#وسم")


def _words(dice: random.Random, least: int = 1, most: int = 8) -> str:
    words = ("".join(dice.choices(ARABIC, k=dice.randint(2, 8))) for _ in range(99))
    return " ".join(next(words) for _ in range(dice.randint(least, most)))


def _markup(dice: random.Random) -> str:
    tag, handler = dice.choice(TAGS), dice.choice(HANDLERS)
    quote = dice.choice(("'", '"', "", "`"))
    scheme = dice.choice(SCHEMES)
    return dice.choice((
        f"<{tag}>hit()</{tag}>", f"<{tag}/{handler}=hit()>", f"<{tag.upper()}\n{handler}\n=hit()>",
        f"<{tag} {handler}={quote}hit(){quote}>", f"<{tag} src={quote}{scheme}hit(){quote}>",
        f"<{tag} href={quote}{scheme}hit(){quote}>x</{tag}>",
        f"<{tag} style={quote}position:fixed;inset:0{quote}>",
        f"<{tag} srcdoc={quote}<script>hit()</script>{quote}>", f"<{tag} id=main class=wrap>",
    ))  # fmt: skip


def _bidi(dice: random.Random) -> str:
    return "".join(
        dice.choice((dice.choice(OVERRIDES), _words(dice, 1, 2), "abc (x) 12.3", " ", ")]>"))
        for _ in range(dice.randint(3, 30))
    )


def _marks(dice: random.Random) -> str:
    return "".join(
        char + "".join(dice.choices(MARKS, k=dice.choice((1, 5, 60))))
        for char in _words(dice, 1, 3)
    )


def _unseen(dice: random.Random) -> str:
    return "".join(
        char + dice.choice(UNSEEN) * dice.choice((1, 1, 90)) for char in _words(dice, 1, 3)
    )


def _control(dice: random.Random) -> str:
    odd = [chr(dice.randrange(0x20)), chr(dice.randrange(0x7F, 0xA0)), "\x00", "\ufffe", "\uffff",
           chr(0xE000 + dice.randrange(0x1000)), "\U0010ffff"]  # fmt: skip
    return "".join(char + dice.choice(odd) for char in _words(dice, 1, 3))


def _surrogates(dice: random.Random) -> str:
    return "".join(
        char + chr(dice.randrange(0xD800, 0xE000)) * dice.randint(0, 3)
        for char in _words(dice, 1, 3)
    )


def _url(dice: random.Random) -> str:
    tail = dice.choice(("hit()", "x" * 300, 'a/b?c=<d>&e="f"', "%22%3E%3Cscript%3E", "#'\"`"))
    return f"{_words(dice, 0, 2)} {dice.choice(SCHEMES)}{tail} {_words(dice, 0, 2)}"


def _huge_word(dice: random.Random) -> str:
    unit = dice.choice((*ARABIC, "m", "W", "\u00a0", "_", "/", "ب\u0651", *WIDE))
    return (unit * 1200)[:1200]


def _mixture(dice: random.Random) -> str:
    pieces = (*EMOJI, *WIDE, *BREAKS, *TEMPLATES, *BREAKERS, *_TYPED)
    parts = [dice.choice((*pieces, _words(dice))) for _ in range(dice.randint(1, 14))]
    return dice.choice(("", " ")).join(parts)


_KINDS: tuple[Callable[[random.Random], str], ...] = (
    _markup, _bidi, _marks, _unseen, _control, _surrogates, _url, _huge_word, _mixture,
    lambda dice: dice.choice(TEMPLATES), lambda dice: dice.choice(BREAKERS),
    lambda dice: _markup(dice) + _bidi(dice) + dice.choice(BREAKERS),
    lambda dice: dice.choice(BREAKS).join(_words(dice, 1, 2) for _ in range(12)),
)  # fmt: skip
_LARGE = ("<b>" * 350_000, "\u202e" * 500_000 + "س", "ه\u0311" * 500_000, "&" * 1_000_000,
          "\u200b" * 1_000_000, "\n" * 1_000_000, "س" * 1_000_000, "<div>" * 200_000)  # fmt: skip


def strings(count: int) -> Iterator[str]:
    """So many of them; each kind in turn, and some of a megabyte among them."""
    dice = random.Random(2024)
    for number in range(count):
        if number % 1250 == 17:
            yield _LARGE[number // 1250 % len(_LARGE)]
        else:
            yield f"[{number}] " + _KINDS[number % len(_KINDS)](dice)
