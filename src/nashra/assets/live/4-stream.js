// One stream for all tabs of a browser. The tab that holds the lock listens and tells the others;
// a tab that nobody looks at gives the lock away. Without locks, or where no stream is offered,
// every tab asks for files by itself.
var able = !!(n.locks && w.BroadcastChannel && w.EventSource) && !sparing;
var place = 'nashra ' + root, air = null, source = null, release = null, asking = false;
var wants = {}, hearing = [], listening = [], until = 0, errors = 0, rest = 60, greeted = 0, again = 0, away = 0;
var heard = {};
function covered(name) { return Date.now() < until && listening.indexOf(name) >= 0; }
// A server that can do more than give files says so in its answers.
function offer() {
  if (served) return;
  served = true;
  join();
  count();
}
function join() {
  if (!served || !able || d.hidden) return;
  if (!air) {
    air = new BroadcastChannel(place);
    air.onmessage = function (message) { listen(message.data); };
  }
  wish();
  if (asking) return;
  asking = true;
  function asked() { asking = false; }
  n.locks.request(place, function () {
    return d.hidden || !air ? null : new Promise(lead);
  }).then(asked, asked);
}
function leave() {
  if (release) {
    close();
    release();
    release = null;
  }
  if (air) air.close();
  air = null;
  until = 0;
}
// What this tab wants to hear of, with the number of the last event that it has.
function wish() {
  var mine = {};
  channels.forEach(function (one) { if (one.name) mine[one.name] = one.have ? one.have() : -1; });
  say({wants: mine});
}
function say(message) {
  if (air) air.postMessage(message);
  listen(message);
}
function listen(message) {
  if (message.wants && release) {
    var more = false;
    Object.keys(message.wants).forEach(function (name) {
      var have = message.wants[name];
      more = more || !(name in wants);
      wants[name] = name in wants ? Math.min(wants[name], have) : have;
    });
    if (more && (source || !again)) open();
    else if (source && greeted) share();
  }
  if (message.who) wish();
  if (message.up) {
    var news = until < Date.now() || listening.join() !== message.up.join();
    listening = message.up;
    until = Date.now() + 40000;
    if (news) channels.forEach(function (one) { one.settle(); });
  }
  if (message.down) {
    until = 0;
    channels.forEach(function (one) { one.settle(); });
  }
  if (message.heard && heard[message.heard]) heard[message.heard](message.data);
}
function share() { say({up: hearing}); }
function lead(done) {
  var beat = setInterval(function () { if (source && greeted) share(); }, 15000);
  release = function () {
    clearInterval(beat);
    clearTimeout(again);
    again = 0;
    done();
  };
  wants = {};
  say({who: 1});
}
function open() {
  close();
  var on = Object.keys(wants).slice(0, 20), from = on.filter(function (name) {
    return wants[name] >= 0;
  }).map(function (name) { return name + '-' + wants[name]; });
  var one = source = new EventSource(
    root + 'stream?on=' + on.join(',') + (from.length ? '&from=' + from.join(',') : ''));
  greeted = 0;
  ['hello', 'journal', 'changed'].forEach(function (kind) {
    one.addEventListener(kind, function (event) {
      if (kind === 'hello') {
        greeted = Date.now();
        hearing = on;
        share();
      }
      say({heard: kind, data: event.data});
    });
  });
  one.onerror = function () {
    if (greeted && Date.now() - greeted > 60000) { errors = 0; rest = 60; }
    greeted = 0;
    if (++errors > 1 || one.readyState === 2) give();
  };
  // Something between may hold back what it cannot understand.
  setTimeout(function () { if (source === one && !greeted) give(); }, 20000);
}
function close() {
  if (source) source.close();
  source = null;
}
// Two errors: everybody asks for files again, and the stream is tried once more much later.
function give() {
  close();
  say({down: 1});
  clearTimeout(again);
  again = setTimeout(function () {
    again = errors = 0;
    if (release) open();
  }, jitter(rest));
  rest = Math.min(1800, rest * 2);
}
d.addEventListener('visibilitychange', function () {
  clearTimeout(away);
  if (d.hidden) away = setTimeout(leave, 30000);
  else join();
});
w.addEventListener('pagehide', leave);
w.addEventListener('pageshow', join);
function named(name) { return channels.filter(function (one) { return one.name === name; })[0]; }
heard.hello = function (data) {
  var counts = JSON.parse(data);
  channels.forEach(function (one) {
    if (one.have) {
      // What was missed may be on its way already.
      setTimeout(function () { if (one.have() < counts[one.name]) one.look(); }, 2500);
    } else if (Date.now() - one.seen > 20000) one.later(3);
  });
};
heard.changed = function (name) {
  var channel = named(name);
  if (channel) channel.later(name.indexOf('breaking') ? 2 : 0.5);
};
heard.journal = function (data) {
  var news = JSON.parse(data), channel = named(news.c);
  if (channel && channel.take) channel.take(news);
};
