/** Elements are made here, one by one, and data only ever becomes text: nothing is parsed as HTML. */

export type Child = Node | string | null | undefined | false;

export interface Properties {
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  readonly id?: string;
  /** Attributes by name; never an event handler's. */
  readonly attrs?: Readonly<Record<string, string>>;
  readonly onClick?: (event: MouseEvent) => void;
}

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (properties.class) element.className = properties.class;
  if (properties.id) element.id = properties.id;
  if (properties.title) element.title = properties.title;
  if (properties.text !== undefined) element.textContent = properties.text;
  for (const [name, value] of Object.entries(properties.attrs ?? {})) element.setAttribute(name, value);
  if (properties.onClick) element.addEventListener("click", properties.onClick as EventListener);
  append(element, children);
  return element;
}

export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

export function svg(tag: string, attrs: Readonly<Record<string, string | number>>, ...children: readonly Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export function button(label: string, onClick: (event: MouseEvent) => void, properties: Properties = {}): HTMLButtonElement {
  return el("button", { text: label, ...properties, onClick, attrs: { type: "button", ...properties.attrs } });
}

/** http and https only; anything else is shown as text. */
export function webLink(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}

export function link(text: string, url: string, properties: Properties = {}): HTMLElement {
  const href = webLink(url);
  if (!href) return el("span", { ...properties, text });
  return el("a", { ...properties, text, attrs: { href, target: "_blank", rel: "noopener noreferrer", ...properties.attrs } });
}

export function download(data: Blob, name: string): void {
  const url = URL.createObjectURL(data);
  el("a", { attrs: { href: url, download: name } }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** True where it worked; pages from disk may not be given the clipboard. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "unseen", text, attrs: { readonly: "", "aria-hidden": "true" } });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
