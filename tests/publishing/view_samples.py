"""Views of every page kind and every state of a story, in both languages, for tests of the look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from nashra.publishing.views import (
    AnyView,
    ArchiveView,
    Background,
    Band,
    BreakingView,
    Byline,
    Card,
    Channel,
    Correction,
    CorrectionsView,
    Entry,
    External,
    FeedView,
    Figure,
    FrontView,
    Heading,
    HomeView,
    Items,
    Journal,
    LatestView,
    Link,
    LiveView,
    MostReadView,
    NotFoundView,
    Paragraph,
    Picture,
    Quote,
    Read,
    Said,
    Site,
    SitemapIndexView,
    SitemapView,
    Source,
    Statement,
    StaticView,
    Status,
    StoryView,
    Table,
    TombstoneView,
)
from tests.publishing import thread_samples

AT = datetime(2020, 12, 1, 17, 31, tzinfo=UTC)
"""19:31 in the sample newsroom's zone."""

SITE = Site(
    name="نشرة المرفأ",
    tagline="جريدة تجريبية من مدينة لا وجود لها",
    origin="https://marfa.example",
    language="ar",
    zone="Asia/Beirut",
    months="egyptian_levantine",
    digits="latn",
    prefix="",
    sections=(
        Link(path="/section/local/", text="البلد"),
        Link(path="/section/economy/", text="الاقتصاد"),
        Link(path="/section/sport/", text="الرياضة"),
        Link(path="/section/world/", text="العالم"),
        Link(path="/section/culture/", text="الثقافة"),
    ),
    pages=(
        Link(path="/about/", text="من نحن"),
        Link(path="/standards/", text="معايير المجتمع"),
        Link(path="/privacy/", text="الخصوصية"),
    ),
    channels=(
        Channel(kind="telegram", text="تلغرام", url="https://t.me/marfa_example"),
        Channel(kind="rss", text="خلاصة RSS", url="/feed.xml"),
    ),
    editions=(Link(path="/en/", text="Harbour Bulletin", language="en"),),
    standards_path="/standards/",
)

SITE_EN = replace(
    SITE,
    name="Harbour Bulletin",
    tagline="A trial paper from a city that is on no map",
    language="en",
    prefix="/en",
    sections=(
        Link(path="/en/section/local/", text="Local"),
        Link(path="/en/section/sport/", text="Sport"),
    ),
    pages=(Link(path="/en/about/", text="About"),),
    channels=(Channel(kind="telegram", text="Telegram", url="https://t.me/marfa_example"),),
    editions=(Link(path="/", text="نشرة المرفأ", language="ar"),),
    standards_path="",
)

SECTION = SITE.sections[0]
SECTION_EN = SITE_EN.sections[0]


def picture(
    alt: str = "قوارب صيد عند رصيف حجري", size: tuple[int, int] = (16, 9), **more: str
) -> Picture:
    """A picture in four widths."""
    across, down = size

    def source(width: int, form: str) -> Source:
        height = width * down // across
        return Source(path=f"/media/0123456789ab-{width}.{form}", width=width, height=height)

    return Picture(
        webp=tuple(source(width, "webp") for width in (320, 640, 1280)),
        jpeg=tuple(source(width, "jpg") for width in (640, 1280)),
        alt=alt, **more,
    )  # fmt: skip


AUTHOR = Byline(
    name="هالة منصور", path="/author/hala/", role="مراسلة المرفأ",
    portrait=picture("هالة منصور", (1, 1)),
)  # fmt: skip
AUTHOR_EN = Byline(name="Hala Mansour", path="/en/author/hala/", role="Harbour reporter")


def card(number: int = 1, **values: Any) -> Card:
    """A card of the Arabic edition."""
    settings: dict[str, Any] = {
        "id": f"c0000{number:02d}",
        "path": f"/a/c0000{number:02d}/",
        "headline": f"المجلس يقر المرحلة {number} من ترميم الكورنيش",
        "kicker": "",
        "standfirst": "يبدأ العمل الأسبوع المقبل من جهة المنارة، ولا يُغلق الطريق.",
        "section": SECTION,
        "urgency": "normal",
        "published_at": AT - timedelta(hours=5 * number),
    }
    return Card(**(settings | values))


CARD_EN = card(
    90, headline="The corniche will be repaired in four stages", language="en",
    standfirst="Work starts next week by the lighthouse.", section=SECTION_EN,
)  # fmt: skip
CARDS = (
    card(1, picture=picture(), urgency="flash", kicker="الميناء"),
    card(2, picture=picture(), urgency="urgent"),
    card(3, authors=(AUTHOR,), opinion=True),
    card(4, corrected=True, headline="شركة Blue Harbour-2 تفوز بعقد التجريف"),
    card(5, picture=picture("عربة خضار عند باب السوق")),
    card(6),
    CARD_EN,
)

QUOTED = Statement(
    speaker="نادر الحلو", speaker_path="/person/nader/", capacity="رئيس المجلس البلدي",
    source="مؤتمر صحفي", said_on=date(2020, 11, 30), quoted=True,
    text="«لن يُغلق الكورنيش يوماً واحداً، وسنعمل ليلاً»",
)  # fmt: skip
TOLD = Statement(
    speaker="نقابة الصيادين", speaker_path="", capacity="", source="بيان", said_on=None,
    quoted=False, text="تطالب النقابة بأن تُستشار قبل كل مرحلة.",
)  # fmt: skip

TEXT = (
    "أقر المجلس البلدي مساء أمس خطة لترميم الكورنيش القديم بعد نقاش دام أربع ساعات، على أن يبدأ "
    "العمل من جهة المنارة وينتهي عند سوق السمك قبل مطلع الصيف. وقال مهندس المشروع إن الحجارة "
    "الأصلية ستُرقّم وتُعاد إلى أماكنها واحداً واحداً، وإن الأرصفة ستُرفع 40 سنتيمتراً."
)

BODY = (
    Paragraph(html=Markup("<b>أقر</b> المجلس البلدي <a href='https://council.example/'>خطة</a> "
                          "لترميم الكورنيش القديم.")),
    Heading(text="من المنارة إلى السوق", anchor="h-one"),
    Paragraph(html=Markup(TEXT)),
    QUOTED,
    Items(items=(Markup("أولاً: المنارة"), Markup("ثانياً: السوق")), ordered=True),
    TOLD,
    Quote(text="من يحب البحر لا يبني عليه جداراً", attribution="نقش على باب المرفأ"),
    Figure(picture=picture(caption="الكورنيش مساءً.", credit="تصوير: هالة منصور")),
    Table(
        caption="كلفة المراحل بملايين الدنانير", header=("المرحلة", "الكلفة", "المدة"),
        rows=(("المنارة", "3.5", "شهران"), ("السوق", "6", "4 أشهر")),
    ),
    External(url="https://video.example/w/1", title="جلسة المجلس كاملة", provider="Video Example",
             description="ثلاث ساعات من النقاش."),
    Background(title="ترميم الكورنيش", html=Markup("<p>يذكر أن الكورنيش بُني قبل ثمانين سنة.</p>")),
)  # fmt: skip


def story(**values: Any) -> StoryView:
    """A story with everything that a story can have."""
    settings: dict[str, Any] = {
        "id": "k3v9x2m",
        "path": "/a/k3v9x2m/",
        "language": "ar",
        "headline": "المجلس يقر ترميم الكورنيش القديم",
        "kicker": "الميناء",
        "standfirst": "أربع مراحل تبدأ من المنارة، والطريق لا يُغلق.",
        "section": SECTION,
        "further_sections": (SITE.sections[1],),
        "urgency": "normal",
        "opinion": False,
        "dateline": "رأس المرفأ",
        "agencies": ("نشرة المرفأ", "وكالة الساحل"),
        "authors": (AUTHOR, Byline(name="Sam Reed", path="")),
        "published_at": AT,
        "modified_at": AT + timedelta(hours=2),
        "picture": picture(caption="قوارب عند الرصيف.", credit="تصوير: هالة منصور"),
        "body": BODY,
        "tags": (
            Link(path="/tag/corniche/", text="الكورنيش"),
            Link(path="/tag/sea/", text="البحر"),
        ),
        "related": CARDS[4:],
        "storyline": "ترميم الكورنيش",
        "corrections": (Correction(note="ذكرنا خطأً أن المراحل خمس.", at=AT),),
        "note_to_readers": "كاتبة الخبر من سكان الحي.",
        "editions": (
            Link(path="/a/k3v9x2m/", text="ar", language="ar"),
            Link(path="/a/e3v9x2m/", text="en", language="en"),
        ),
        "words": 210,
    }
    return StoryView(**(settings | values))


PLAIN: dict[str, Any] = {
    "kicker": "", "standfirst": "", "further_sections": (), "dateline": "", "agencies": (),
    "authors": (), "modified_at": None, "picture": None, "tags": (), "related": (),
    "storyline": "", "corrections": (), "note_to_readers": "", "editions": (),
}  # fmt: skip

LONG_HEADLINE = " ".join(["الصيادون يمهلون المجلس عشرة أيام قبل أن يغلقوا مدخل الحوض"] * 4)

STORY_EN = story(
    id="e3v9x2m", path="/a/e3v9x2m/", language="en",
    headline="Council votes to repair the corniche",
    kicker="Harbour", standfirst="Four stages, and the road stays open.", section=SECTION_EN,
    further_sections=(), dateline="Ras al-Marfa", agencies=("Harbour Bulletin",),
    authors=(AUTHOR_EN,), picture=picture("Boats at a stone quay"),
    body=(
        Paragraph(html=Markup("The council approved the plan last night.")),
        replace(QUOTED, speaker="Nader Helou", speaker_path="/en/person/nader/", capacity="mayor",
                source="press conference", text="We shall work at night"),
    ),
    tags=(), related=(CARD_EN, CARDS[5]), corrections=(), note_to_readers="",
)  # fmt: skip

STATES: dict[str, StoryView] = {
    "full": story(),
    "flash": story(**PLAIN | {"urgency": "flash"}),
    "urgent": story(**PLAIN | {"urgency": "urgent", "picture": picture()}),
    "opinion": story(opinion=True, authors=(AUTHOR,), kicker=""),
    "one-line": story(**PLAIN | {"body": (Paragraph(html=Markup("عاد التيار.")),)}),
    "no-text": story(**PLAIN | {"body": (), "dateline": "المرفأ"}),
    "long-headline": story(headline=LONG_HEADLINE),
    "very-long": story(body=tuple(Paragraph(html=Markup(TEXT)) for _ in range(90))),
    "preview": story(preview=True),
    "english": STORY_EN,
}

HOME = HomeView(
    path="/", lead=CARDS[:5], flash=CARDS[0],
    bands=(
        Band(section=SITE.sections[0], style="lead_list", cards=CARDS),
        Band(section=SITE.sections[1], style="list", cards=CARDS[1:]),
        Band(section=SITE.sections[2], style="portraits", cards=(CARDS[2], CARDS[5])),
        Band(section=SITE.sections[3], style="lead_list", cards=CARDS[:1]),
        Band(section=SITE.sections[4], style="list", cards=()),
    ),
)  # fmt: skip


def front(kind: Any = "section", **values: Any) -> FrontView:
    """A front."""
    settings: dict[str, Any] = {
        "kind": kind, "path": f"/{kind}/local/", "title": "البلد", "description": "أخبار المدينة.",
        "cards": CARDS, "archive": (Link(path=f"/{kind}/local/archive/1/", text="1"),),
        "editions": (
            Link(path=f"/{kind}/local/", text="ar", language="ar"),
            Link(path=f"/en/{kind}/local/", text="en", language="en"),
        ),
    }  # fmt: skip
    return FrontView(**(settings | values))


PLACE = "/a/k3v9x2m/live/0/#e-entry0"
ENTRIES = (
    Entry(
        id="entry04", number=6, slot=3, at=AT + timedelta(hours=3), path=f"{PLACE}4",
        title="المجلس يعود إلى الاجتماع", html=Markup("<p>عاد <b>المجلس</b> إلى الاجتماع.</p>"),
        key=True, pinned=True, urgent=True, edited_at=AT + timedelta(hours=4),
    ),
    Entry(
        id="entry03", number=5, slot=2, at=AT + timedelta(hours=2), path=f"{PLACE}3",
        statement=QUOTED, picture=picture(caption="القاعة.", credit="تصوير: هالة منصور"),
    ),
    Entry(
        id="entry02", number=4, slot=1, at=AT + timedelta(hours=1), path=f"{PLACE}2",
        card=CARDS[1],
    ),
    Entry(
        id="entry01", number=3, slot=0, at=AT, path=f"{PLACE}1", retracted=True,
        reason="لم يثبت الخبر.",
    ),
)  # fmt: skip


def journal(**values: Any) -> Journal:
    """A coverage with an entry of each kind."""
    settings: dict[str, Any] = {
        "id": "k3v9x2m", "count": 6, "started_at": AT, "ended_at": None, "entries": ENTRIES,
        "status": Status(state="live", at=AT), "moments": ENTRIES[:1], "pinned": ENTRIES[:1],
        "total": 21, "path": "/a/k3v9x2m/live/",
    }  # fmt: skip
    return Journal(**(settings | values))


LIVE = LiveView(
    path="/a/k3v9x2m/live/", section=SECTION, journal=journal(path=""),
    story=Link(path="/a/k3v9x2m/", text="المجلس يقر ترميم الكورنيش القديم"),
    pages=tuple(Link(path=f"/a/k3v9x2m/live/{n}/", text=str(n)) for n in (1, 0)),
)  # fmt: skip
FRAGMENT = LatestView(path="/latest/fragment.html", cards=CARDS, fragment=True)
SAID = (Said(statement=QUOTED, card=CARDS[0]), Said(statement=TOLD, card=CARD_EN))

PAGES: dict[str, AnyView] = {
    **{f"story-{name}": view for name, view in STATES.items()},
    "story-live": story(journal=journal()),
    "story-live-ended": story(**PLAIN | {"journal": journal(
        ended_at=AT, entries=ENTRIES[2:], moments=(), pinned=(),
        status=Status(state="ended", at=AT, summary="أُقرّت الخطة.\nيبدأ العمل الأسبوع المقبل."),
    )}),
    "story-live-empty": story(**PLAIN | {"body": (), "journal": journal(
        entries=(), moments=(), pinned=(), total=0,
        status=Status(state="paused", at=AT, next_at=AT + timedelta(hours=9)),
    )}),
    "live": LIVE,
    "live-stable": LiveView(
        path="/a/k3v9x2m/live/1/", section=SECTION, story=LIVE.story, number=1, entries=ENTRIES,
        newer="/a/k3v9x2m/live/2/", older="/a/k3v9x2m/live/0/", whole="/a/k3v9x2m/live/",
    ),
    "home": HOME,
    "home-empty": HomeView(path="/", lead=(), bands=()),
    "section": front(feed_path="/section/local/feed.xml"),
    "section-empty": front(cards=(), archive=(), editions=(), description=""),
    "tag": front("tag", title="الكورنيش"),
    "tag-empty": front("tag", cards=(), archive=(), editions=(), description=""),
    "author": front("author", title="هالة منصور", role="مراسلة", portrait=AUTHOR.portrait),
    "person": front("person", title="نادر الحلو", role="رئيس المجلس", said=SAID,
                    aliases=("Nader Helou", "نادر حلو")),
    "archive": ArchiveView(
        of=SECTION, list_kind="section", path="/section/local/archive/1/", number=1, cards=CARDS,
        newer="/section/local/archive/2/", older="/section/local/archive/0/",
    ),
    "archive-person": ArchiveView(
        of=Link(path="/person/nader/", text="نادر الحلو"), list_kind="person",
        path="/person/nader/archive/0/", number=0, cards=CARDS[:1], said=SAID,
    ),
    "archive-empty": ArchiveView(
        of=SECTION, list_kind="section", path="/section/local/archive/0/", number=0, cards=(),
    ),
    "latest": LatestView(path="/latest/", cards=CARDS),
    "latest-empty": LatestView(path="/latest/", cards=()),
    "fragment": FRAGMENT,
    "most-read": MostReadView(
        path="/most-read/", week=False, other="/most-read/week/",
        reads=tuple(Read(card=card, views=110 // place) for place, card in enumerate(CARDS, 1)),
    ),
    "most-read-section": MostReadView(
        path="/section/local/most-read/week/", week=True, other="/section/local/most-read/",
        of=SECTION, reads=(Read(card=CARDS[0], views=100),),
    ),
    "most-read-empty": MostReadView(path="/most-read/", week=False, reads=()),
    "breaking": BreakingView(
        path="/breaking/",
        cards=((CARDS[0], AT + timedelta(hours=1)), (CARDS[1], AT + timedelta(minutes=30))),
    ),
    "breaking-empty": BreakingView(path="/breaking/", cards=()),
    "corrections": CorrectionsView(
        path="/corrections/", older="/corrections/archive/0/",
        corrections=(
            Correction(note="المراحل أربع لا خمس.", at=AT, card=CARDS[0]),
            Correction(note="اسم الشركة كُتب خطأً.", at=AT),
        ),
    ),
    "corrections-empty": CorrectionsView(path="/corrections/", corrections=()),
    "static": StaticView(
        path="/standards/", title="معايير المجتمع", modified_at=AT,
        html=Markup("<h2>الأدب</h2><p>ناقش الفكرة.</p><ul><li>لا تشتم.</li></ul>"),
        editions=(
            Link(path="/standards/", text="ar", language="ar"),
            Link(path="/en/standards/", text="en", language="en"),
        ),
    ),
    "tombstone": TombstoneView(
        path="/a/t0000001/", language="ar", headline="خبر سُحب", reason="استند إلى وثيقة مزورة.",
        retracted=True, at=AT,
    ),
    "withdrawn": TombstoneView(
        path="/a/t0000002/", language="ar", headline="", reason="", retracted=False, at=AT,
    ),
    "404": NotFoundView(path="/404.html"),
    "home-en": HomeView(path="/en/", lead=(CARD_EN, CARDS[5]), bands=(
        Band(section=SECTION_EN, style="list", cards=(CARD_EN, CARDS[5])),
    )),
    "section-en": front(path="/en/section/local/", title="Local", description="The city."),
    "404-en": NotFoundView(path="/en/404.html"),
    **thread_samples.PAGES,
}  # fmt: skip
"""Every page kind and state by name; those of the English edition are in :data:`ENGLISH`."""

ENGLISH = frozenset({"story-english", "home-en", "section-en", "404-en"})

FEED = FeedView(
    path="/section/local/feed.xml", title="البلد | نشرة المرفأ", description="أخبار المدينة",
    home="/section/local/", cards=CARDS,
)  # fmt: skip
SITEMAP = SitemapView(
    path="/sitemap/0.xml", urls=(("/", None), ("/a/k3v9x2m/", AT)),
    alternates={"/a/k3v9x2m/": story().editions},
)  # fmt: skip
SITEMAP_INDEX = SitemapIndexView(path="/sitemap.xml", sitemaps=("/sitemap/0.xml",))


def site_of(name: str) -> Site:
    """The edition that a sample page belongs to."""
    return SITE_EN if name in ENGLISH else SITE
