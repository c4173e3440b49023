// The reader's script: site clock, copy and share. Everything works without it.
(function (d, w, n) {
'use strict';
var root = d.documentElement;
root.classList.add('js');
if (n.share) root.classList.add('ns');
function each(selector, use) { Array.prototype.forEach.call(d.querySelectorAll(selector), use); }
function two(value) { return (value < 10 ? '0' : '') + value; }
// Date and time in the newsroom's zone, and the zone's distance from GMT in minutes.
function inZone(now, zone) {
  var parts = {};
  new Intl.DateTimeFormat('en-US', {timeZone: zone, hourCycle: 'h23', year: 'numeric',
    month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
  }).formatToParts(now).forEach(function (part) { parts[part.type] = +part.value; });
  var there = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour % 24, parts.minute);
  parts.offset = there / 60000 - Math.floor(now / 60000);
  return parts;
}
function zoneName(offset) {
  var far = Math.abs(offset), rest = far % 60;
  if (!offset) return 'GMT';
  return 'GMT' + (offset < 0 ? '-' : '+') + (far - rest) / 60 + (rest ? ':' + two(rest) : '');
}
function clock(element) {
  var data = element.dataset, months = data.months.split('|');
  function digits(text) {
    return root.dataset.digits !== 'arab' ? text : text.replace(/\d/g, function (digit) {
      return String.fromCharCode(1632 + +digit);
    });
  }
  function tick() {
    var now = new Date(), at = inZone(now, data.zone);
    var values = {time: two(at.hour % 24) + ':' + two(at.minute), zone: zoneName(at.offset),
      day: two(at.day), month: months[at.month - 1], year: '' + at.year};
    element.textContent = '';
    data.pattern.split(/(\{\w+\})/).forEach(function (part) {
      var value = values[part.slice(1, -1)], box = d.createElement('bdi');
      box.textContent = digits(value || part);
      element.appendChild(value ? box : d.createTextNode(part));
    });
    if (data.hijri) hijri(now);
    element.dateTime = now.toISOString();
    setTimeout(tick, 60000 - now % 60000);
  }
  // The civil day by the Umm al-Qura calendar; nothing where a browser does not know that one.
  function hijri(now) {
    var form = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {timeZone: data.zone,
      year: 'numeric', month: 'numeric', day: 'numeric'}), parts = {}, box = d.createElement('bdi');
    if (form.resolvedOptions().calendar !== 'islamic-umalqura') return;
    form.formatToParts(now).forEach(function (part) { parts[part.type] = part.value; });
    box.className = 'hij';
    var names = data.hijri.split('|');
    box.textContent = digits([parts.day, names[parts.month - 1], parts.year, names[12]].join(' '));
    element.append(' ', box);
  }
  try { tick(); } catch (error) { element.textContent = ''; }
}
// What changes while a page is read comes with a file of its own, after the page is there.
function none() { each('.ticker', function (box) { box.classList.add('off'); }); }
function live() {
  var script = d.createElement('script');
  script.src = root.dataset.root + 'assets/live.js';
  script.onerror = none;
  d.head.appendChild(script);
}
function share(row) {
  var label = row.querySelector('.addr'), input = label.querySelector('input');
  var done = row.querySelector('.done');
  function say() {
    done.textContent = done.dataset.done;
    setTimeout(function () { done.textContent = ''; }, 4000);
  }
  // Without a secure context there is no clipboard: select the address and try the old way.
  function byHand() {
    label.classList.add('open');
    input.focus();
    input.select();
    if (d.execCommand('copy')) say();
  }
  row.querySelector('.copy').onclick = function () {
    if (n.clipboard) n.clipboard.writeText(input.value).then(say, byHand);
    else byHand();
  };
  row.querySelector('.native').onclick = function () {
    n.share({title: d.title, url: input.value}).catch(function () {});
  };
}
d.addEventListener('DOMContentLoaded', function () {
  each('.clock', clock);
  each('.share', share);
  each('.addr input', function (input) { input.onfocus = function () { input.select(); }; });
  each('.nav [aria-current]', function (link) {
    var list = link.closest('ul'), item = link.parentNode;
    list.scrollLeft = item.offsetLeft - (list.clientWidth - item.offsetWidth) / 2;
  });
  // Previews and error pages stand elsewhere than they say, and stay as they are.
  if (!root.dataset.root) none();
  else if (d.readyState === 'complete') live();
  else w.addEventListener('load', live);
});
})(document, window, navigator);
