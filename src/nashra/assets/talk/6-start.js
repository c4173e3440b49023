// Puts the discussion in the place of the links that lead to it, once its style is there.
function start() {
  var links = Array.from(section.children).slice(1), bar = d.createElement('div');
  var form = closed ? null : composer('');
  status = d.createElement('p');
  status.className = 'hint';
  status.setAttribute('role', 'status');
  box = d.createElement('div');
  box.className = 'thread';
  bar.className = 'orders row';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', say.orders);
  ['newest', 'oldest', 'respected'].forEach(function (name) {
    tabs[name] = button(bar, say[name], function () { choose(name); }, 'quiet');
  });
  following(bar);
  more = d.createElement('button');
  more.type = 'button';
  more.className = 'plain';
  more.textContent = say.more;
  more.hidden = true;
  function put() {
    links.forEach(function (one) { if (!closed || one.querySelector('a')) one.remove(); });
    if (form) section.appendChild(form);
    section.append(status, bar, box, more);
    bar.hidden = !said;
    news = announcer(box, say.new_comments, function () {
      load('newest').then(function () { focus(box.firstElementChild); }, function (error) {
        failed(status, error);
      });
    });
    count();
  }
  if (read('talk')) {
    known().then(function (found) {
      if (form && found.signed_in) form.ready(found);
    }).catch(function (error) { if (error.status) tell(status, say.down); });
  }
  if (said) {
    take(base).then(function (body) {
      put();
      tabs.newest.setAttribute('aria-pressed', true);
      show(body);
    }).catch(function () {
      put();
      tell(status, say.unread);
    }).then(ready);
  } else {
    put();
    ready();
  }
}
function ready() {
  restore();
  reach();
}
// A deep link: to where the comment stands, on a page of its own if need be.
function reach() {
  var name = /^#(discussion|c-[0-9a-z]{7})$/.exec(w.location.hash), there;
  if (!name) return;
  setTimeout(function () {
    there = d.getElementById(name[1]);
    if (there) there.scrollIntoView({block: 'start'});
  }, 0);
}
function restore() {
  Object.keys(drafts()).forEach(function (reply) {
    var comment = reply && box.querySelector('[data-c="' + reply + '"]');
    if (!reply) return;
    if (!comment) {
      comment = add(box, 'article', 'cmt');
      comment.dataset.c = reply;
    }
    if (!closed && !comment.querySelector('.answer')) answering(comment, reply);
  });
}
// How many there are by now; what is new waits to be asked for.
function count() {
  function look() {
    if (d.hidden || !said) return again();
    fetch(root + 'a/' + id + '/c.json', {cache: 'no-cache', credentials: 'omit'}).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (found) {
      if (found && order === 'newest') news(Math.max(0, found.n - shown - unseen()));
    }).catch(function () {}).then(again);
  }
  function again() { setTimeout(look, 30000 * (0.8 + Math.random() * 0.4)); }
  again();
}
function unseen() {
  return Array.from(box.querySelectorAll('.own')).filter(function (one) {
    return mine[one.dataset.c] && mine[one.dataset.c].state === 'published';
  }).length;
}
var bell;
function following(bar) {
  bell = button(bar, say.follow, function () {
    act(id + '/follow/', person && person.follows ? {undo: 1} : {x: 1}).then(function (body) {
      person.follows = body.follows;
      followed();
    }, function (error) { failed(status, error); });
  }, 'quiet');
  bell.hidden = true;
}
function followed() {
  bell.hidden = !(person && person.mail);
  bell.textContent = person && person.follows ? say.unfollow : say.follow;
}
start();
