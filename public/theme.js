// Runs before the first paint, from a file, so that no inline script is needed: puts the chosen theme, or the system's, on the document.
(() => {
  const light = matchMedia('(prefers-color-scheme: light)');
  const apply = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem('hearth-theme');
    } catch {
      // storage is blocked: follow the system
    }
    const theme = chosen === 'light' || chosen === 'dark' ? chosen : light.matches ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
  };
  apply();
  light.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('hearth-theme-changed', apply);
})();
