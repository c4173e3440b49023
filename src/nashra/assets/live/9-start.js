if (article) look();
moments();
all(d, '.journal[data-live]', journal);
all(d, '[data-breaking]', breaking);
all(d, '.ticker[data-latest]', column);
all(d, '[data-newest]', newest);
if (d.querySelector('[data-views]')) recent();
all(d, '[data-talk]', near);
