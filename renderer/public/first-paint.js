// Sets theme and language before the first paint, from what the last run left, so that nothing flashes.
(function () {
  var root = document.documentElement;
  var theme = null;
  try {
    theme = localStorage.getItem('netloupe.theme');
    root.lang = localStorage.getItem('netloupe.language') || root.lang;
  } catch (error) {
    // Storage may be closed to us; the system's theme is a good answer.
  }
  if (theme !== 'light' && theme !== 'dark') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = theme;
})();
