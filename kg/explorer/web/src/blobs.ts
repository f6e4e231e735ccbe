/** The page's data: base64 of gzipped JSON in a script element that never runs. */

interface Base64Decoder {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const decoder = Uint8Array as unknown as Base64Decoder;
  if (decoder.fromBase64) return decoder.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** Throws where the page has no such blob or it is damaged. */
export async function readBlob<Blob_>(id: string): Promise<Blob_> {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no data named ${id}`);
  // Straight into the stream: a Blob would go by way of another process.
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(bytesOf((element.textContent ?? "").trim())).then(() => writer.close());
  const [text] = await Promise.all([new Response(readable).text(), written]);
  return JSON.parse(text) as Blob_;
}
