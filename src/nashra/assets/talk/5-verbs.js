// What a reader does with somebody else's comment.
var verbs = {
  respect: function (comment, link, name) {
    var on = link.getAttribute('aria-pressed') === 'true';
    act('c/' + name + '/respect/', on ? {undo: 1} : {x: 1}).then(function (body) {
      if (body.mine) person.respected.push(name);
      else person.respected = person.respected.filter(function (one) { return one !== name; });
      link.querySelector('b').textContent = body.respects ? grouped(body.respects, numerals) : '';
      pressed(link);
    }, function (error) { trouble(comment, error); });
  },
  reply: function (comment, link, name) {
    var form = comment.querySelector('.answer');
    if (form) {
      form.field.focus();
      return;
    }
    answering(comment, name).field.focus();
  },
  report: function (comment, link, name) {
    known().then(function (found) {
      if (!found.signed_in) throw sorry(401, {signin: found.signin});
      if (!comment.querySelector('.report')) reporting(comment, name, found.rules);
    }).catch(function (error) { trouble(comment, error); });
  }
};
function answering(comment, name) {
  var form = composer(name);
  form.classList.add('answer');
  return comment.insertBefore(form, comment.querySelector('.replies, .all'));
}
function pressed(link) {
  var on = !!person && (person.respected || []).indexOf(link.closest('.cmt').dataset.c) >= 0;
  link.setAttribute('aria-pressed', on);
}
function trouble(comment, error) {
  var line = comment.querySelector('.why');
  if (!line) {
    line = d.createElement('p');
    line.className = 'hint why';
    line.setAttribute('role', 'status');
    comment.insertBefore(line, comment.querySelector('.acts').nextSibling);
  }
  failed(line, error);
}
function reporting(comment, name, rules) {
  var form = d.createElement('form'), field, row, set = add(form, 'fieldset');
  form.className = 'talk-form report';
  add(set, 'legend', '', say.which_rule);
  rules.concat({key: '', title: say.other_rule}).forEach(function (rule) {
    var line = add(set, 'p', 'check'), pick = add(line, 'input'), label = add(line, 'label');
    pick.type = 'radio';
    pick.name = 'rule';
    pick.value = rule.key;
    pick.id = label.htmlFor = 'r' + Math.random();
    label.textContent = rule.title;
  });
  field = area(form, say.what_wrong);
  field.rows = 2;
  row = add(form, 'p', 'row');
  add(row, 'button', '', say.report);
  button(row, say.cancel, function () { form.remove(); }, 'quiet');
  form.onsubmit = function (event) {
    event.preventDefault();
    var rule = form.querySelector('[name=rule]:checked');
    act('c/' + name + '/report/', {rule: rule ? rule.value : '', text: field.value}).then(
      function (body) {
        form.remove();
        trouble(comment, sorry(1, {errors: [body.told]}));
      }, function (error) { trouble(comment, error); });
  };
  comment.insertBefore(form, comment.querySelector('.acts').nextSibling);
  form.querySelector('input').focus();
}
