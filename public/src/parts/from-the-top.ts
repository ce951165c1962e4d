// Another page or another result in its place: it is read from its top, by who listens as well.
export function readFromTheTop(): void {
  window.scrollTo(0, 0);
  document.getElementById('main')?.focus({ preventScroll: true });
}
