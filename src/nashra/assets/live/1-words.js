// Words with numbers: pure, and the same on every page. `words` is one language's set.
function digits(text, system) {
  return system !== 'arab' ? '' + text : ('' + text).replace(/\d/g, function (digit) {
    return String.fromCharCode(1632 + +digit);
  });
}
// CLDR's plural rules of Arabic and English: zero, one, two, few, many, other.
function category(number, language) {
  if (language !== 'ar') return number === 1 ? 1 : 5;
  var rest = number % 100;
  if (number < 3) return number;
  return rest > 2 && rest < 11 ? 3 : rest > 10 ? 4 : 5;
}
function grouped(number, system) {
  var mark = system === 'arab' ? '\u066c' : ',';
  return digits(('' + number).replace(/\B(?=(\d{3})+$)/g, mark), system);
}
function counted(number, forms, words, system) {
  return forms[category(number, words.language)].replace('{n}', grouped(number, system));
}
// How long ago in the largest whole unit, and in how many seconds that will read differently.
function ago(seconds, words, system) {
  if (seconds < 60) return {text: words.now, next: 60 - Math.max(0, seconds)};
  var unit = seconds < 3600 ? 60 : 3600, number = Math.floor(seconds / unit);
  var forms = unit === 60 ? words.minutes : words.hours;
  return {
    text: words.ago.replace('{length}', counted(number, forms, words, system)),
    next: unit - seconds % unit
  };
}
