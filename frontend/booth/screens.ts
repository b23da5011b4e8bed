// The parts of the page: every sentence is in the template, this shows and fills them.

const found = <T extends Element>(root: ParentNode, query: string): T => {
  const one = root.querySelector<T>(query);
  if (!one) throw new TypeError(`the page has no ${query}`);
  return one;
};

export class Screens {
  constructor(readonly root: HTMLElement) {}

  get<T extends Element = HTMLElement>(query: string): T {
    return found<T>(this.root, query);
  }

  all<T extends Element = HTMLElement>(query: string): T[] {
    return [...this.root.querySelectorAll<T>(query)];
  }

  /** A sentence with its {places} filled. */
  word(name: string, places: Readonly<Record<string, string | number>> = {}): string {
    const words = this.get<HTMLTemplateElement>("template[data-words]").content;
    const sentence = found(words, `[data-word="${name}"]`).textContent ?? "";
    return sentence.replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
  }

  /** What a template holds, to be filled and put in place. */
  part(name: string): HTMLElement {
    const template = this.get<HTMLTemplateElement>(`template[data-part="${name}"]`);
    return template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  fill(name: string, text: string): void {
    for (const one of this.all(`[data-fill="${name}"]`)) one.textContent = text;
  }

  /** Shows what belongs to one value and hides what belongs to the others. */
  only(name: string, value: string): void {
    for (const one of this.all(`[data-${name}]`)) {
      one.hidden = !(one.getAttribute(`data-${name}`) ?? "").split(" ").includes(value);
    }
  }

  when(name: string, isSo: boolean): void {
    for (const one of this.all(`[data-when="${name}"]`)) one.hidden = !isSo;
  }

  /** Shows one screen under its title, which gets the focus: a screen reader begins there. */
  show(name: string): void {
    this.only("screen", name);
    const title = this.get(`[data-screen="${name}"]`).dataset.title!;
    const heading = this.get("[data-heading]");
    const isNew = heading.textContent !== title;
    heading.textContent = title;
    document.title = document.title.replace(/^[^·]*(?= · )/, title);
    scrollTo(0, 0);
    // Not when the page has just been opened: whoever reads is at its beginning already.
    if (isNew) heading.focus({ preventScroll: true });
  }

  /** For those who hear the page. */
  say(text: string): void {
    const line = this.get("[data-live]");
    // The same sentence twice would not be said again.
    line.textContent = line.textContent === text ? `${text} ` : text;
  }

  on(action: string, what: (button: HTMLElement) => unknown): void {
    for (const one of this.all(`[data-do="${action}"]`)) one.addEventListener("click", () => what(one));
  }
}

export { found };
