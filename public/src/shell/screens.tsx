// The screens of the rail, each fetched when it is opened. The one that an address begins with is fetched ahead, and then drawn at once.
import { lazy, type ComponentType } from 'react';

const screens = {
  overview: async () => import('../screens/overview/overview.tsx'),
  evidence: async () => import('../screens/evidence/evidence.tsx'),
  imports: async () => import('../screens/imports/imports.tsx'),
  people: async () => import('../screens/people/people.tsx'),
  reports: async () => import('../screens/reports/reports.tsx'),
  reviews: async () => import('../screens/reviews/reviews.tsx'),
};
type Name = keyof typeof screens;

const ahead = new Map<Name, ComponentType>();

export async function fetchAhead(name: string): Promise<void> {
  if (isScreen(name)) ahead.set(name, (await screens[name]()).default);
}

export function screenOf(name: Name): ComponentType {
  const Fetched = lazy(screens[name]);
  return function Screen() {
    const Shown = ahead.get(name) ?? Fetched;
    return <Shown />;
  };
}

function isScreen(name: string): name is Name {
  return Object.hasOwn(screens, name);
}
