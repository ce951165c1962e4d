// Runs before the first paint, so that a chosen theme never flashes. The same key is written by src/shell/theme.ts.
try {
  const chosen = localStorage.getItem('cockpit.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing follows the system.
}
