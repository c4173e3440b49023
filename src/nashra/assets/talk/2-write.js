// Forms: a comment, an answer, a change, a report.
var waiting = {};
function area(form, label, text) {
  var name = add(form, 'label', '', label), field = add(form, 'textarea');
  field.id = 'w' + Math.random();
  name.htmlFor = field.id;
  field.dir = 'auto';
  field.rows = 3;
  field.value = text || '';
  return field;
}
function composer(reply) {
  var form = d.createElement('form'), kept = drafts()[reply];
  var field = area(form, reply ? say.reply : say.your_comment, kept && kept.text);
  var place = d.createElement('div'), row, send, status, timer;
  form.className = 'talk-form';
  form.appendChild(place);
  row = add(form, 'p', 'row');
  send = add(row, 'button', '', say.send);
  if (reply) button(row, say.cancel, function () { form.remove(); }, 'quiet');
  status = add(form, 'p', 'hint');
  status.setAttribute('role', 'status');
  // A token names one text: what was changed after an attempt is another comment.
  function save() {
    if (kept && kept.text === field.value) return;
    if (waiting[reply]) tell(status, '');
    delete waiting[reply];
    kept = field.value.trim() ? {text: field.value, token: token()} : null;
    keep(reply, kept);
  }
  field.oninput = function () {
    clearTimeout(timer);
    timer = setTimeout(save, 300);
  };
  w.addEventListener('pagehide', function () { if (form.isConnected) save(); });
  field.onfocus = function () {
    known().then(ready, function (error) {
      if (error.status) tell(status, say.down);
    });
  };
  function ready(found) {
    if (form.dataset.ready) return;
    form.dataset.ready = 1;
    if (!found.open) tell(status, found.why_closed);
    else if (!found.signed_in) failed(status, sorry(401, {signin: found.signin}));
    else if (found.refused) {
      tell(status, found.refused, {href: root + 'talk/mine/', text: say.why});
    } else if (!found.accepted) standards(place, found);
    if (found.open && found.signed_in && !status.textContent) tell(status, say.as + ' \u2068' + found.name + '\u2069');
  }
  form.ready = ready;
  form.onsubmit = function (event) {
    if (event) event.preventDefault();
    if (send.disabled || !field.value.trim()) return;
    var box = place.querySelector('input'), fields;
    save();
    fields = {text: kept.text, token: kept.token, reply: reply};
    if (box && box.checked) fields.accept = person.standards;
    send.disabled = true;
    tell(status, '');
    act(id + '/comments/', fields).then(function (body) {
      keep(reply, kept = null);
      delete waiting[reply];
      field.value = '';
      if (person) person.accepted = true;
      place.textContent = '';
      tell(status, '');
      posted(body.comment, form, reply);
    }, function (error) {
      if (error.status === 0) later();
      else {
        stopped();
        failed(status, error);
        if (error.status === 400 && !person.accepted) standards(place, person);
      }
    }).then(function () { send.disabled = false; });
  };
  // On a dead network the text is sent once, when there is one again, also after a reload.
  function later() {
    kept.send = true;
    keep(reply, kept);
    tell(status, say.offline);
    button(status, say.cancel, function () {
      stopped();
      tell(status, '');
      field.focus();
    }, 'quiet');
    waiting[reply] = form;
    soon();
  }
  function stopped() {
    delete waiting[reply];
    kept.send = false;
    keep(reply, kept);
  }
  form.field = field;
  if (kept && kept.send) {
    waiting[reply] = form;
    setTimeout(form.onsubmit, 0);
  }
  return form;
}
function standards(place, found) {
  if (place.firstChild || !found.standards) return;
  var line = add(place, 'p', 'check'), box = add(line, 'input'), label = add(line, 'label');
  box.type = 'checkbox';
  box.id = label.htmlFor = 'accept' + Math.random();
  label.textContent = say.accept + ' ';
  add(label, 'a', '', say.standards).href = found.standards_path;
}
var wait = 5, alarm = 0;
function soon() {
  clearTimeout(alarm);
  alarm = setTimeout(retry, wait * (800 + Math.random() * 400));
  wait = Math.min(300, wait * 2);
}
function retry() {
  Object.keys(waiting).forEach(function (key) { waiting[key].onsubmit(); });
}
w.addEventListener('online', function () {
  wait = 5;
  retry();
});
