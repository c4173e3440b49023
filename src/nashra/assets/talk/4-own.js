// One's own comments: shown to their author whatever their state, and until the files have them.
function met(found) {
  write('talk', 1);
  found.own.forEach(function (name) { mine[name] = {id: name, state: 'published', edit_seconds: 0}; });
  found.mine.forEach(function (one) { mine[one.id] = one; });
  all(box, '.cmt', dress);
  owns();
  followed();
}
function owns() {
  Object.keys(mine).map(function (key) { return mine[key]; }).reverse().forEach(function (one) {
    var there = d.getElementById('c-' + one.id), parent;
    if (there || !one.html || one.state === 'withdrawn') return;
    parent = one.parent && d.getElementById('c-' + one.parent);
    if (one.parent && !parent) return;
    if (!parent) box.insertBefore(article(one), box.firstChild);
    else repliesOf(parent).appendChild(article(one));
  });
  all(box, '.none', function (line) { if (box.querySelector('.cmt')) line.remove(); });
}
function repliesOf(comment) {
  var place = comment.querySelector('.replies');
  if (!place) {
    place = d.createElement('div');
    place.className = 'replies';
    comment.insertBefore(place, comment.querySelector('.all'));
  }
  return place;
}
function article(one) {
  var made = d.createElement('article'), by = add(made, 'p', 'by'), text;
  made.className = 'cmt own';
  made.id = 'c-' + one.id;
  made.dataset.c = one.id;
  add(add(by, 'b'), 'bdi', '', person.name);
  add(by, 'span', 'state', say[one.state]);
  text = add(made, 'div', 'txt');
  text.dir = 'auto';
  all(safe(one.html, base), 'p', function (line) { text.appendChild(d.importNode(line, true)); });
  one.told.forEach(function (line) { add(made, 'p', 'hint', line); });
  ownRow(made, one);
  return made;
}
function ownRow(made, one) {
  var row = made.querySelector('.acts') || add(made, 'p', 'acts');
  if (row.dataset.own) return;
  row.dataset.own = 1;
  if (one.edit_seconds > 0) {
    var change = button(row, say.edit, function () { editing(made, one, change); }, 'quiet');
    setTimeout(function () { change.remove(); }, one.edit_seconds * 1000);
  }
  if (one.state !== 'rejected') {
    var back = button(row, say.withdraw, function () {
      if (!w.confirm(say.sure)) return;
      act('c/' + one.id + '/withdraw/', {x: 1}).then(function (body) {
        mine[one.id] = body.comment;
        // Meanwhile the file's may stand in its place.
        made = d.getElementById(made.id) || made;
        if (made.querySelector('.replies')) made.querySelector('.txt').textContent = '';
        else made.remove();
        tell(status, say.withdrawn);
        focus(status);
      }, function (error) { failed(status, error); });
    }, 'quiet');
  }
  if (one.html) add(row, 'a', '', say.status).href = root + 'talk/c/' + one.id + '/';
}
function editing(made, one, opener) {
  var form = made.querySelector('form') || d.createElement('form'), field, note;
  if (form.isConnected) return;
  form.className = 'talk-form';
  field = area(form, say.edit, one.text);
  add(add(form, 'p', 'row'), 'button', '', say.save);
  note = add(form, 'p', 'hint');
  note.setAttribute('role', 'status');
  form.onsubmit = function (event) {
    event.preventDefault();
    act('c/' + one.id + '/edit/', {text: field.value, version: one.version}).then(function (body) {
      var put = mine[one.id] = body.comment, fresh = article(put);
      all(made, ':scope > .replies, :scope > .all', function (part) { fresh.appendChild(part); });
      made.replaceWith(fresh);
      focus(fresh);
      tell(status, put.told.length ? put.told : say.posted);
      if (put.state === 'published') until(one.id);
    }, function (error) { failed(note, error); });
  };
  made.insertBefore(form, made.querySelector('.acts').nextSibling);
  field.focus();
}
// After a post: at once from here, then from the files as soon as they have it.
function posted(one, form, reply) {
  var put;
  mine[one.id] = one;
  said = said || one.state === 'published';
  if (reply) form.remove();
  owns();
  put = d.getElementById('c-' + one.id);
  if (put) {
    focus(put);
    put.scrollIntoView({block: 'nearest'});
  }
  tell(status, one.told.length ? one.told : say.posted);
  if (one.state === 'published') until(one.id);
}
function until(name, tries) {
  tries = tries || 0;
  if (tries > 8) return;
  setTimeout(function () {
    var url = base + (order === 'respected' ? '' : orders[order]);
    take(url).then(function (body) {
      var found = body.querySelector('[id="c-' + name + '"]'), there = d.getElementById('c-' + name);
      var number = body.querySelector('.thread').dataset.count;
      if (!found || +found.dataset.v < mine[name].version) {
        until(name, tries + 1);
        return;
      }
      if (number) shown = +number;
      heading();
      if (there && there.classList.contains('own') && !there.querySelector('form')) {
        steady(function () { return Array.from(box.querySelectorAll('.cmt')); }, function () {
          var had = there.contains(d.activeElement), fresh = d.importNode(found, true);
          there.replaceWith(fresh);
          all(fresh.parentNode, '.cmt', dress);
          if (had) focus(fresh);
        });
      }
    }).catch(function () { until(name, tries + 1); });
  }, 700 * Math.pow(1.7, tries));
}
