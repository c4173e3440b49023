// What the parts share: the page, its language, its digits; and markup that comes later.
var html = d.documentElement, language = html.lang, numerals = html.dataset.digits;
var words = vocabulary[language], edition = language === 'ar' ? '' : '.' + language;
var root = new URL(html.dataset.root, d.baseURI).href, skew = 0;
function now() { return Date.now() + skew; }
function all(within, selector, use) {
  Array.prototype.forEach.call(within.querySelectorAll(selector), use);
}
// Markup from our own files, without whatever could run; its addresses are relative to `base`.
function safe(text, base) {
  var page = new DOMParser().parseFromString(text, 'text/html');
  function whole(value) {
    var url = new URL(value.trim(), base);
    return /^(https?|mailto):$/.test(url.protocol) ? url.href : '';
  }
  all(page, 'script,style,iframe,object,embed,link,meta,base,form,svg,math,template',
    function (element) { element.remove(); });
  all(page, '*', function (element) {
    Array.from(element.attributes).forEach(function (attribute) {
      var name = attribute.name, value = attribute.value;
      if (/^(on|style|srcdoc|action|formaction|xlink|ping|target)/.test(name)) {
        element.removeAttribute(name);
      } else if (name === 'href' || name === 'src' || name === 'poster') {
        element.setAttribute(name, whole(value));
      } else if (name === 'srcset') {
        element.setAttribute(name, value.split(/,\s+/).map(function (part) {
          var pair = part.trim().split(/\s+/);
          return [whole(pair[0])].concat(pair.slice(1)).join(' ');
        }).join(', '));
      }
    });
  });
  all(page, 'a[href]', function (link) {
    if (link.href === w.location.href.split(/[?#]/)[0]) link.setAttribute('aria-current', 'page');
  });
  return page.body;
}
// Says how much is new, and shows it when the reader asks: nothing is thrown in.
function announcer(list, forms, insert) {
  var line = d.createElement('p'), button = d.createElement('button');
  line.className = 'fresh';
  line.setAttribute('role', 'status');
  button.type = 'button';
  button.onclick = function () {
    line.textContent = '';
    var first = insert();
    if (!first) return;
    first.tabIndex = -1;
    first.focus({preventScroll: true});
    first.scrollIntoView({block: 'start'});
  };
  list.parentNode.insertBefore(line, list);
  return function (number) {
    var text = number ? counted(number, forms, words, numerals) : '';
    if (line.textContent === text) return;
    button.textContent = text;
    line.textContent = '';
    if (text) line.appendChild(button);
  };
}
// Changes things above what is being read without moving it.
function steady(items, change) {
  var seen = items().filter(function (one) { return one.getBoundingClientRect().bottom > 0; })[0];
  var was = seen && seen.getBoundingClientRect().top, id = seen && seen.id;
  change();
  if (seen && !seen.isConnected) seen = d.getElementById(id);
  if (!seen || was > w.innerHeight) return;
  var moved = seen.getBoundingClientRect().top - was;
  if (Math.abs(moved) >= 1) w.scrollBy(0, moved);
}
