all(d, '.ticker[data-latest]', function (box) {
  var channel = column(box);
  channel.failed = function () { if (!box.classList.contains('in')) box.classList.add('off'); };
  channel.look();
});
