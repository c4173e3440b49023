// A journal as one reader has it: pure. Events are numbered from 1 without gaps, fifty a segment.
function opened(have) { return {have: have, early: {}, entries: {}, state: null}; }
// Takes events in any order, any number of times; gives the entries that changed, oldest first.
function fold(book, events) {
  var touched = [], event, known;
  events.forEach(function (one) { if (one.n > book.have) book.early[one.n] = one; });
  while ((event = book.early[book.have + 1])) {
    delete book.early[++book.have];
    if (event.type === 'state') { book.state = event; continue; }
    known = book.entries[event.entry];
    book.entries[event.entry] = {
      id: event.entry, n: event.n, slot: event.slot, html: event.html, urgent: event.urgent,
      gone: event.type === 'retract', fresh: known ? known.fresh : event.type === 'post'
    };
    if (touched.indexOf(event.entry) < 0) touched.push(event.entry);
  }
  return touched.map(function (id) { return book.entries[id]; });
}
function gap(book) { return Object.keys(book.early).length > 0; }
// The sealed segments between what a reader has and what the open segment begins with.
function missing(have, first) {
  var found = [], segment;
  if (first > have + 1) {
    for (segment = Math.floor(have / 50); segment * 50 < first - 1; segment++) found.push(segment);
  }
  return found;
}
