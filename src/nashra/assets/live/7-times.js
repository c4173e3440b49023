// Times that are near: how long ago. The whole time stands in the page, and in the title.
var ticking = 0;
function moments() {
  clearTimeout(ticking);
  var next = 3600;
  all(d, '.when time, .times time, .entries time', function (time) {
    var said, seconds = (now() - Date.parse(time.dateTime)) / 1000;
    if (seconds > -60 && seconds < 43200) {
      said = ago(Math.max(0, seconds), words, numerals);
      next = Math.min(next, said.next);
      if (!time.title) {
        time.title = time.textContent;
        // What stands beside it stays where it is.
        if (time.nextElementSibling) time.style.minInlineSize = time.offsetWidth + 'px';
      }
      if (time.textContent !== said.text) time.textContent = said.text;
    } else if (time.title) {
      time.textContent = time.title;
      time.removeAttribute('title');
    }
  });
  ticking = setTimeout(function () { if (!d.hidden) moments(); }, Math.max(1, next) * 1000 + 50);
}
d.addEventListener('visibilitychange', function () { if (!d.hidden) moments(); });
