// Files that change, asked for again and again: while somebody looks, more rarely when nothing
// happens, ever more rarely when nothing answers, and never sooner than a server wished.
var channels = [], served = false;
var sparing = !!(n.connection && n.connection.saveData);
function jitter(seconds) { return seconds * (800 + Math.random() * 400); }
function wished(answer) {
  var value = answer.headers.get('Retry-After');
  if (!value) return 0;
  return Math.max(0, /^\d+$/.test(value) ? +value : (Date.parse(value) - Date.now()) / 1000 || 0);
}
function get(url) {
  return new Promise(function (done, failed) {
    setTimeout(failed, 20000, {});
    fetch(url, {cache: 'no-cache', credentials: 'omit'}).then(function (answer) {
      var there = Date.parse(answer.headers.get('Date')) - Date.now();
      // A shared cache gives an older date; a clock that is wrong is wrong by more.
      if (Math.abs(there - skew) > 600000) {
        skew = there;
        moments();
      }
      if (answer.headers.get('Nashra-Live')) offer();
      if (!answer.ok) throw {status: answer.status, wait: wished(answer)};
      return answer.text();
    }).then(done, failed);
  });
}
// A channel has a name on the stream (or none), a file, seconds between two looks, and a use for
// what the file says.
function follow(name, url, base, use) {
  var self = {name: name, base: base, seen: 0, after: 0, fails: 0, calm: 0, text: null};
  self.look = function () {
    if (self.busy || d.hidden) return;
    if (Date.now() < self.after) { self.later(0); return; }
    self.busy = true;
    clearTimeout(self.timer);
    get(url).then(function (text) {
      self.seen = Date.now();
      if (text === self.text) { self.calm++; return; }
      self.calm = 0;
      return Promise.resolve(use(text)).then(function () { self.text = text; });
    }).then(function () { self.fails = 0; }, function (error) {
      self.fails++;
      self.after = Date.now() + (error && error.wait || 0) * 1000;
      if (self.failed) self.failed();
    }).then(function () {
      self.busy = false;
      self.later(pause());
    });
  };
  function pause() {
    if (self.fails) return Math.min(900, self.base * Math.pow(2, self.fails));
    if (covered(name)) return 300;
    return self.base * (1 + Math.min(self.calm, 8) / 4) * (sparing ? 2 : 1);
  }
  self.later = function (seconds) {
    clearTimeout(self.timer);
    if (d.hidden) return;
    self.timer = setTimeout(self.look, jitter(Math.max(seconds, (self.after - Date.now()) / 800)));
  };
  self.settle = function () { if (!self.busy && self.seen) self.later(pause()); };
  channels.push(self);
  return self;
}
d.addEventListener('visibilitychange', function () {
  channels.forEach(function (one) {
    if (d.hidden) clearTimeout(one.timer);
    else one.later(one.fails ? 5 : Date.now() - one.seen > 10000 ? 0.2 : 5);
  });
});
