/* Runs before the first paint, so that the page never flashes in the other theme. */
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("tidemark.theme");
    } catch {
      return null; // storage is off: the system's choice holds
    }
  }

  function apply() {
    root.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
    window.dispatchEvent(new Event("themechange"));
  }

  window.switchTheme = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("tidemark.theme", next);
      apply();
    } catch {
      root.dataset.theme = next;
      window.dispatchEvent(new Event("themechange"));
    }
  };
  system.addEventListener("change", apply);
  apply();
})();
