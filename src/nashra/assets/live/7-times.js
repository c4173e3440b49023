// Times that are near: how long ago. The whole time stands in the page, and in the title.
var ticking = 0;
// What stands beside and beneath a time stays where it is when that grows shorter.
function hold(time) {
  if (time.nextElementSibling) {
    time.style.minInlineSize = time.offsetWidth + 'px';
    time.style.display = 'inline-block';
  }
  var line = time.closest('.when > span');
  if (line) line.style.minInlineSize = line.offsetWidth + 'px';
  [time.parentNode, time.closest('p')].forEach(function (box) {
    if (box && box.offsetHeight) box.style.minBlockSize = box.offsetHeight + 'px';
  });
}
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
        hold(time);
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
