// What somebody typed is kept in the browser, by story and by the comment that is answered, until
// the site has it. A browser without storage forgets it with the page and works all the same.
var section = d.querySelector('[data-talk]'), id = section.dataset.talk, own = 'talk:' + id;
var memory = {}, say = words;
function read(key) {
  try {
    return JSON.parse(w.localStorage.getItem(key));
  } catch (error) {
    return memory[key];
  }
}
function write(key, value) {
  memory[key] = value;
  try {
    w.localStorage.setItem(key, JSON.stringify(value));
  } catch (error) {
    return;
  }
}
function drafts() { return read(own) || {}; }
function keep(reply, draft) {
  var all = drafts();
  if (draft) all[reply] = draft;
  else delete all[reply];
  write(own, all);
}
// Names one attempt, so that the second of the same text is none.
function token() {
  return w.crypto.getRandomValues(new Uint32Array(4)).join('-');
}
