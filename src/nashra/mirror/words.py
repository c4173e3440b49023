"""The words of the page of mirrors."""

from collections.abc import Mapping
from typing import Final

from nashra.publishing.views import Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ar": {
        "title": "المرايا",
        "what": "المرآة نسخة كاملة من هذا الموقع على عنوان آخر. إذا حُجب هذا العنوان أو تعطّل فاقرأ "
        "الأخبار نفسها في أي من المرايا، ولا يلزمك فيها حساب ولا برنامج خاص.",
        "how_title": "كيف تتحقق من نسخة",
        "how": "كل ما ننشره موقّع بمفتاحنا، فيمكن كشف أي نسخة بُدّل فيها حرف أو حُذف منها خبر أو "
        "أضيف إليها. احفظ هذا المفتاح الآن، فلا تأخذه من النسخة التي تريد التحقق منها:",
        "commands": "ثم تحقق من النسخة بعد تنزيلها، إما بأداة نشرة، وهي تسمي كل ملف مختلف، وإما "
        "ببرنامج minisign، وهو يتحقق من التوقيع وحده:",
        "date": "ومع التوقيع تاريخ أحدث ما في النسخة (newest). إذا كان أقدم مما تجده في مرآة أخرى "
        "فالنسخة قديمة وإن صح توقيعها.",
    },
    "en": {
        "title": "Mirrors",
        "what": "A mirror is a whole copy of this site at another address. If this address is "
        "blocked or down, read the same news on any of these; you need no account and no special "
        "programme.",
        "how_title": "How to verify a copy",
        "how": "All that we publish is signed with our key, so a copy in which a letter was "
        "changed, from which a story was taken or to which one was added can be told. Keep this "
        "key now; do not take it from the copy that you want to verify:",
        "commands": "Then verify a copy that you have downloaded: with Nashra's own tool, which "
        "names every file that differs, or with minisign, which verifies the signature alone:",
        "date": "The signature also says how new the newest thing in the copy is (newest). Where "
        "that is earlier than on another mirror, the copy is an old one, even though its signature "
        "holds.",
    },
}
