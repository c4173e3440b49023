// What the application is asked. Whoever never took part is not asked about: reading is files.
var person = null, asking = null;
function sorry(status, body) { return {status: status, body: body || {}}; }
function ask(path, fields) {
  var options = {headers: {Accept: 'application/json'}, credentials: 'same-origin'};
  if (fields) {
    options.method = 'POST';
    options.body = new URLSearchParams(fields);
    options.headers['X-CSRFToken'] = person && person.csrf || '';
  }
  return fetch(root + 'talk/' + path, options).then(function (answer) {
    return answer.json().catch(function () { return {}; }).then(function (body) {
      if (answer.ok) return body;
      throw sorry(answer.status, body);
    });
  }, function () { throw sorry(0); });
}
function known() {
  if (asking) return asking;
  asking = ask('me.json?story=' + id).then(function (found) {
    person = found;
    if (found.signed_in) met(found);
    return found;
  });
  asking.catch(function () { asking = null; });
  return asking;
}
// Sends what somebody who is signed in does. A token that has grown old is renewed once.
function act(path, fields, again) {
  return known().then(function (found) {
    if (!found.signed_in) throw sorry(401, {signin: found.signin});
    return ask(path, fields).catch(function (error) {
      if (error.status !== 403 || !error.body.csrf || again) throw error;
      person.csrf = error.body.csrf;
      return act(path, fields, true);
    });
  });
}
// In words, in a place of the page that is read out.
function tell(place, lines, link) {
  place.textContent = '';
  [].concat(lines).filter(Boolean).forEach(function (line) { add(place, 'span', '', line); });
  if (link) add(place, 'a', '', link.text).href = link.href;
}
function failed(place, error) {
  var body = error.body || {};
  if (error.status === 401) {
    write('talk', 1);
    tell(place, say.sign_in_first, {href: body.signin, text: say.sign_in});
  } else if (body.errors) tell(place, body.errors);
  else tell(place, error.status === 0 ? say.offline : say.down);
}
function add(parent, tag, name, text) {
  var made = d.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  parent.appendChild(made);
  return made;
}
function button(parent, text, use, name) {
  var made = add(parent, 'button', name, text);
  made.type = 'button';
  made.onclick = use;
  return made;
}
