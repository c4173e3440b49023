// Live coverage: events of its journal folded into the page.
function journal(section) {
  var id = section.dataset.live, base = root + 'a/' + id + '/';
  var list = section.querySelector('.entries'), book = opened(+section.dataset.count), waiting = {};
  if (!list) return;
  function entries() {
    return Array.from(list.children).filter(function (one) { return one.id; });
  }
  function article(entry) {
    var node = d.importNode(safe(entry.html, base).querySelector('article') || list, true);
    node.id = 'e-' + entry.id;
    node.dataset.n = entry.n;
    node.dataset.slot = entry.slot;
    return node;
  }
  function put(entry) {
    all(list, '.none', function (one) { one.remove(); });
    var node = article(entry), below = entries().filter(function (one) {
      return !(+one.dataset.slot > entry.slot);
    })[0];
    list.insertBefore(node, below || null);
    return node;
  }
  function waits() { return Object.keys(waiting).map(function (key) { return waiting[key]; }); }
  var say = announcer(list, words.entries, function () {
    var first = null, rows = waits().sort(function (a, b) { return a.slot - b.slot; });
    waiting = {};
    rows.forEach(function (entry) { first = put(entry); });
    moments();
    views();
    return first;
  });
  function show(touched) {
    steady(entries, function () {
      touched.forEach(function (entry) {
        var there = d.getElementById('e-' + entry.id), node;
        if (!there && entry.fresh) waiting[entry.id] = entry;
        if (!there || +there.dataset.n >= entry.n) return;
        node = article(entry);
        node.dataset.changed = '';
        there.replaceWith(node);
      });
      if (book.state && book.state.n > (+section.dataset.said || 0)) {
        section.dataset.said = book.state.n;
        state();
      }
    });
    say(waits().filter(function (entry) { return !entry.gone; }).length);
    moments();
  }
  function state() {
    var banner = section.querySelector('.state');
    if (!banner) return;
    banner.textContent = '';
    Array.from(safe(book.state.html, base).childNodes).forEach(function (node) {
      banner.appendChild(d.importNode(node, true));
    });
  }
  function segment(number) {
    return get(base + 'live/' + number + '.json').then(function (text) {
      return JSON.parse(text).events;
    });
  }
  // Closes the gap from files, whatever else was heard meanwhile.
  function close(text) {
    var tail = JSON.parse(text), numbers;
    section.dataset.state = tail.state;
    channel.base = tail.state === 'live' ? 12 : 60;
    if (tail.count <= book.have) return;
    numbers = missing(book.have, tail.first);
    return Promise.all(numbers.map(segment)).then(function (parts) {
      show(fold(book, parts.concat([tail.events]).reduce(function (sum, part) {
        return sum.concat(part);
      }, [])));
      if (book.have < tail.count) throw {};
    });
  }
  var channel = follow(id, base + 'live/tail.json', 12, close);
  channel.have = function () { return book.have; };
  channel.take = function (news) {
    show(fold(book, news.e || []));
    if (gap(book) || news.count > book.have) channel.look();
  };
  channel.later(0.3);
}
