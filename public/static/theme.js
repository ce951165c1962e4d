// Runs before the first paint, so that a chosen theme never flashes. The same key is written by src/shell/theme.ts.
try {
  const chosen = localStorage.getItem('cockpit.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing follows the system.
}
// Engines read what they know of numbers and dates when either is first asked for, which takes a phone longer than a tap may wait.
// Here nobody waits for it: the style sheet is still on its way.
new Intl.NumberFormat('en').format(0);
new Intl.DateTimeFormat('en').format(0);
