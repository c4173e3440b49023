// The newest stories beside a page.
function column(box) {
  var url = new URL(box.dataset.latest, d.baseURI).href;
  function show(body) {
    var busy = box.matches(':hover') ? 'mouseleave' : box.contains(d.activeElement) && 'focusout';
    if (busy) {
      box.addEventListener(busy, function () { setTimeout(show, 0, body); }, {once: true});
      return;
    }
    box.textContent = '';
    all(body, '.day', function (day) { box.appendChild(d.importNode(day, true)); });
    // The column has one height, whatever it holds: what does not fit is left out whole.
    var end = box.getBoundingClientRect().bottom;
    all(box, 'li', function (item) {
      if (item.getBoundingClientRect().bottom > end) item.remove();
    });
    all(box, '.day', function (day) { if (!day.querySelector('li')) day.remove(); });
    box.classList.add('in');
    box.classList.remove('off');
  }
  var channel = follow('latest' + edition, url, 45, function (text) { show(safe(text, url)); });
  channel.failed = function () { if (!box.classList.contains('in')) box.classList.add('off'); };
  channel.look();
}
// The page of the newest stories: what is new waits above it, what changed changes in place.
function newest(list) {
  var url = new URL(list.dataset.newest, d.baseURI).href, waiting = null;
  function places(within) {
    var found = {};
    all(within, 'li a[href]', function (link) { found[link.href] = link.closest('li'); });
    return found;
  }
  var say = announcer(list, words.news, function () {
    var there = places(list), first = null;
    Array.from(waiting.querySelectorAll('.day')).reverse().forEach(function (day) {
      var date = day.querySelector('time').getAttribute('datetime'), own = null, above;
      all(list, '.day', function (one) {
        if (one.querySelector('time').getAttribute('datetime') === date) own = one;
      });
      if (!own) {
        own = d.importNode(day, true);
        all(own, 'li', function (item) { item.remove(); });
        list.insertBefore(own, list.firstChild);
      }
      above = own.querySelector('ol');
      Array.from(day.querySelectorAll('li')).reverse().forEach(function (item) {
        var link = item.querySelector('a[href]');
        if (there[link.href]) return;
        first = d.importNode(item, true);
        above.insertBefore(first, above.firstChild);
      });
    });
    return first;
  });
  follow('latest' + edition, url, 30, function (text) {
    waiting = safe(text, url);
    var there = places(list), fresh = 0, offered = places(waiting);
    steady(function () { return Array.from(list.querySelectorAll('li')); }, function () {
      Object.keys(offered).forEach(function (href) {
        var old = there[href], item = offered[href];
        if (!old) fresh++;
        else if (old.textContent !== item.textContent) old.replaceWith(d.importNode(item, true));
      });
    });
    say(fresh);
  }).later(1);
}
// Breaking news in the top line: what its page shows already, or what is over, is left out.
function breaking(bar) {
  var url = new URL(bar.dataset.breaking, d.baseURI).href, items = [], timer = 0;
  function show() {
    clearTimeout(timer);
    var there = {}, left = [];
    all(d, '.flash a, .breaking h2 a', function (link) { there[link.href] = 1; });
    left = items.filter(function (item) {
      return Date.parse(item.dataset.until) > now() && !there[item.querySelector('a').href] &&
        !item.querySelector('[aria-current]');
    });
    var text = left.map(function (item) { return item.textContent; }).join();
    if (text !== bar.dataset.text) {
      bar.dataset.text = text;
      bar.textContent = '';
      if (left.length) bar.appendChild(d.importNode(left[0].querySelector('a'), true));
      bar.closest('.top').classList.toggle('on', !!left.length);
    }
    if (left.length) timer = setTimeout(show, 30000);
  }
  follow('breaking' + edition, url, 30, function (text) {
    items = Array.from(safe(text, url).querySelectorAll('li[data-until]'));
    show();
  }).look();
}
