// Runs before the first paint, from a file, so that no inline script is needed: puts this browser's choices on the document.
// Their keys and values are those of lib/client/theme.ts and lib/client/rail.ts.
(() => {
  const light = matchMedia('(prefers-color-scheme: light)');
  const changed = {};
  const chosen = (key) => {
    if (key in changed) return changed[key];
    try {
      return localStorage.getItem(key);
    } catch {
      // storage is blocked
    }
  };
  const apply = () => {
    const theme = chosen('hearth-theme');
    const { dataset } = document.documentElement;
    dataset.theme = theme === 'light' || theme === 'dark' ? theme : light.matches ? 'light' : 'dark';
    dataset.rail = chosen('hearth-rail') === 'folded' ? 'folded' : 'open';
  };
  apply();
  light.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('hearth-preference', (event) => {
    changed[event.detail.key] = event.detail.value;
    apply();
  });
})();
