// Whether this window forgets what it keeps as soon as it is closed, as a private one does.

/**
 * No browser says it, but Firefox and Safari have no files in a private window. Chromium hides it well:
 * the page tells everybody not to vote from such a window.
 */
export async function isForgetful(): Promise<boolean> {
  try {
    await navigator.storage?.getDirectory?.();
    return false;
  } catch {
    return true;
  }
}
