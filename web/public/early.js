(function () {
  var root = document.documentElement;
  function stored(name) {
    try {
      return localStorage.getItem(name);
    } catch (error) {
      return null;
    }
  }
  var theme = stored("theme");
  if (theme !== "light" && theme !== "dark") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.dataset.theme = theme;
  var language = stored("language");
  if (language !== "en" && language !== "es") {
    language = /^es\b/.test(navigator.language) ? "es" : "en";
  }
  root.lang = language;
})();
