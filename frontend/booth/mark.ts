// A tracker as it is shown everywhere: in two halves, easier to compare by eye.
export const spaced = (tracker: string): string => tracker.replace(/^(.{5})(?=.)/, "$1 ");
