// What the parts share: the page, its language, its digits.
var html = d.documentElement, language = html.lang, numerals = html.dataset.digits;
var words = vocabulary[language], edition = language === 'ar' ? '' : '.' + language;
function all(within, selector, use) {
  Array.prototype.forEach.call(within.querySelectorAll(selector), use);
}
