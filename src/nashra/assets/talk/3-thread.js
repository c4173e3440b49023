// The thread: from files, in the order asked for; and one's own comments, which files may not have.
var base = new URL('a/' + id + '/discussion/', root).href;
var orders = {newest: '', oldest: 'page/0/', respected: 'respected/'};
var order = 'newest', closed = 'closed' in section.dataset, said = 'said' in section.dataset;
var title = section.querySelector('h2'), called = title.textContent;
var box, news, status, more, tabs = {}, mine = {}, shown = 0;
function take(url) {
  return fetch(url + 'fragment.html', {cache: 'no-cache', credentials: 'omit'}).then(function (answer) {
    if (!answer.ok) throw sorry(answer.status);
    return answer.text();
  }, function () { throw sorry(0); }).then(function (text) {
    return safe(text, url + 'fragment.html');
  });
}
// Links of a comment become what they lead to; where there is no script they are pages.
function dress(comment) {
  var name = comment.dataset.c, own = mine[name];
  all(comment, '[data-do]', function (link) {
    if (link.closest('.cmt') !== comment) return;
    var verb = link.dataset.do;
    if (own && verb !== 'reply' || closed && verb === 'reply') { link.remove(); return; }
    link.setAttribute('role', 'button');
    if (verb === 'respect') pressed(link);
    link.onclick = function (event) {
      event.preventDefault();
      verbs[verb](comment, link, name);
    };
    link.onkeydown = function (event) {
      if (event.key === ' ') link.onclick(event);
    };
  });
  all(comment, '[data-more]', function (link) {
    link.onclick = function (event) {
      event.preventDefault();
      replies(comment, link);
    };
  });
  if (own) ownRow(comment, own);
}
function show(body, added) {
  var list = body.querySelector('.thread'), next;
  if (!added) box.textContent = '';
  all(list, '.thread > *', function (one) {
    if (!one.id || !d.getElementById(one.id)) box.appendChild(d.importNode(one, true));
  });
  all(box, '.cmt', dress);
  next = body.querySelector(order === 'oldest' ? '[rel=next]' : '[rel=prev]');
  more.hidden = !next;
  more.onclick = next && function () { return further(next.href); };
  shown = +(list.dataset.count || shown);
  heading();
  owns();
  restore();
}
function further(url) {
  var before = box.lastElementChild;
  more.disabled = true;
  return take(url).then(function (body) {
    // A stable page stands oldest first; beneath the newest its order is turned.
    if (order === 'newest') turn(body.querySelector('.thread'));
    show(body, true);
    var first = before ? before.nextElementSibling : box.firstElementChild;
    if (first) focus(first);
    // The newest stable page may have none that was not among the newest anyway.
    else if (!more.hidden) return more.onclick();
  }).catch(function (error) { failed(status, error); }).then(function () { more.disabled = false; });
}
function turn(list) {
  Array.from(list.children).reverse().forEach(function (one) { list.appendChild(one); });
}
function focus(element) {
  element.tabIndex = -1;
  element.focus({preventScroll: true});
}
function load(name) {
  order = name;
  Object.keys(tabs).forEach(function (key) { tabs[key].setAttribute('aria-pressed', key === name); });
  return take(base + orders[name]).then(function (body) {
    if (order === name) show(body);
    tell(status, '');
  });
}
function choose(name) {
  load(name).catch(function (error) { failed(status, error); });
}
function replies(comment, link) {
  take(link.href).then(function (body) {
    var there = comment.querySelector('.replies'), next = body.querySelector('[rel=next]'), first;
    all(body, '.replies > .cmt, .thread > .cmt > .replies > .cmt', function (one) {
      if (d.getElementById(one.id)) return;
      var put = there.appendChild(d.importNode(one, true));
      dress(put);
      first = first || put;
    });
    if (next) link.href = next.href;
    else link.parentNode.remove();
    if (first) focus(first);
  }).catch(function (error) { failed(status, error); });
}
function heading() {
  title.textContent = called + (shown ? ' (' + grouped(shown, numerals) + ')' : '');
}
