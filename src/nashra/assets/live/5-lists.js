// The newest stories beside a page. Links of a fragment are relative to itself, wherever it is shown.
function parsed(text, url) {
  var page = new DOMParser().parseFromString(text, 'text/html');
  all(page, 'a[href]', function (link) {
    link.href = new URL(link.getAttribute('href'), url).href;
    if (link.href === w.location.href.split(/[?#]/)[0]) link.setAttribute('aria-current', 'page');
  });
  return page;
}
function column(box) {
  var url = new URL(box.dataset.latest, d.baseURI).href;
  function busy() { return box.matches(':hover') || box.contains(d.activeElement); }
  function show(page) {
    if (busy()) {
      box.addEventListener(box.matches(':hover') ? 'mouseleave' : 'focusout', function () {
        setTimeout(show, 0, page);
      }, {once: true});
      return;
    }
    box.textContent = '';
    all(page, '.day', function (day) { box.appendChild(d.importNode(day, true)); });
    // The column has one height, whatever it holds: what does not fit is left out whole.
    var end = box.getBoundingClientRect().bottom;
    all(box, 'li', function (item) {
      if (item.getBoundingClientRect().bottom > end) item.remove();
    });
    all(box, '.day', function (day) { if (!day.querySelector('li')) day.remove(); });
    box.classList.add('in');
    box.classList.remove('off');
  }
  return follow('latest' + edition, url, 45, function (text) { show(parsed(text, url)); });
}
