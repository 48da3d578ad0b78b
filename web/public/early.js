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

  // What the page will ask for in a moment may as well be on its way.
  function hint(href) {
    var link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    document.head.appendChild(link);
  }
  var site = document.querySelector("meta[name=site-files]");
  var isLanding = /^\/(c\/[^/]+\/?)?$/.test(location.pathname);
  var landing = ["landing", "vue", language + "-common", language + "-landing"];
  if (site && isLanding) {
    landing.forEach(function (name) {
      hint("/landing/" + name + ".js");
    });
    var style = document.createElement("link");
    style.rel = "preload";
    style.as = "style";
    style.href = "/landing/landing.css";
    document.head.appendChild(style);
  } else if (site) {
    site.content.split(" ").forEach(hint);
  }
})();
