// Views: one beacon a view, with nothing but the story's id, and the counts where there is room.
var article = d.querySelector('body.story main [data-views]'), counts = {}, looked = 0, sent = false;
function views() {
  all(d, '[data-views]', function (span) {
    var number = counts[span.dataset.views];
    if (number) span.textContent = counted(number, words.views, words, numerals);
  });
}
function count() {
  if (sent || !served || !article || looked < 3000) return;
  sent = true;
  fetch(root + 'v/' + article.dataset.views, {
    keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer', mode: 'same-origin'
  }).catch(function () {});
}
function look() {
  if (!d.hidden) looked += 250;
  count();
  if (looked < 3000) setTimeout(look, 250);
}
function recent() {
  follow('', root + 'n/recent.json', 120, function (text) {
    var found = JSON.parse(text).n, id = article && article.dataset.views;
    var time = d.querySelector('.times time'), old = time && now() - Date.parse(time.dateTime);
    counts = Object.assign(counts, found);
    views();
    // What is neither new nor read much has a file of its own, once anything was counted.
    if (id && !(id in counts) && old > 86400000 && Object.keys(found).length) {
      counts[id] = 0;
      return get(root + 'a/' + id + '/n.json').then(function (own) {
        counts[id] = JSON.parse(own).n;
        views();
      }, function () {});
    }
  }).look();
}
