// A discussion beneath a story: its own script comes when the reader comes near it.
function near(section) {
  var asked = false;
  function load() {
    if (asked) return;
    asked = true;
    var sheet = d.createElement('link'), script = d.createElement('script');
    sheet.rel = 'stylesheet';
    sheet.href = root + 'assets/talk.css';
    script.src = root + 'assets/talk.js';
    d.head.append(sheet, script);
  }
  if (!w.IntersectionObserver || /^#(discussion|c-)/.test(w.location.hash)) {
    load();
    return;
  }
  new IntersectionObserver(function (seen, watch) {
    if (!seen.some(function (one) { return one.isIntersecting; })) return;
    watch.disconnect();
    load();
  }, {rootMargin: '800px 0px'}).observe(section);
}
