// What the pages do with JavaScript, in a visitor's browser: it hashes a chosen file, or reads a QR code, and opens the page that answers.
// A file must never leave the device: all that is asked about is its hash.

/** A page of this register: nothing a file or a code names leads anywhere else. With a file's hash it is below the base of this page. */
type FoundAddress = string | null;

const mostBytes = 200 * 1024 * 1024;

function find<Found extends Element>(selector: string, type: abstract new () => Found): Found | null {
  const element = document.querySelector(selector);
  return element instanceof type ? element : null;
}

/** Shows one of the texts that the page brought along, by the name of its attribute. */
function say(place: HTMLElement, name: string): void {
  const status = place.querySelector("[role=status]");
  if (status) status.textContent = place.dataset[name] ?? "";
}

function openFileCheck(place: HTMLElement): void {
  const input = place.querySelector("input");
  if (!input) return;
  input.addEventListener("change", () => void checkFile(place, input.files?.[0]));
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) place.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    void checkFile(place, event.dataTransfer?.files[0]);
  });
}

async function checkFile(place: HTMLElement, file: File | undefined): Promise<void> {
  if (!file) return;
  if (file.size > mostBytes) return say(place, "tooLarge");
  say(place, "reading");
  try {
    const bytes = readRecord(new Uint8Array(await file.arrayBuffer()));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const address = place.dataset.page ?? findAddress(place, bytes);
    if (!address) return say(place, "nameless");
    location.assign(withLanguage(withRecipient(`${address}?sha256=${hash}`, place)));
  } catch {
    say(place, "failed");
  }
}

/** The record, where a file holds it as the register writes it, at most with a line break after it. */
function readRecord(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== brace || bytes.length > mostBytesOfRecord) return bytes;
  let end = bytes.length;
  while (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d) end--;
  return bytes.slice(0, end);
}

const brace = 0x7b;
const mostBytesOfRecord = 1_000_000;

type Parsed = { certificateId?: unknown; environment?: unknown; issuer?: { id?: unknown } } | null;

function parseJson(text: string): Parsed {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The address that a PDF's links or description name, or that a record's issuer and id make; the last, where a file was saved again. */
function findAddress(place: HTMLElement, bytes: Uint8Array): FoundAddress {
  const named = readNames(place, bytes);
  if (named) return named;
  const text = new TextDecoder("latin1").decode(bytes);
  const [last] = basesOf(place)
    .flatMap((base) => findLast(text, base))
    .sort((a, b) => b.at - a.at || b.base.length - a.base.length);
  if (last) return (last.base === siblingBaseOf(place) ? last.base : baseOf(place)) + last.path;
  const [, id = ""] = /"certificateId":"([A-Za-z0-9._-]{1,64})"/.exec(text.slice(0, mostBytesOfRecord)) ?? [];
  const [, environment] = /"environment":"(live|sandbox)"/.exec(text.slice(0, mostBytesOfRecord)) ?? [];
  const [, issuer = ""] = /"issuer":\{"id":"([0-9a-f-]{36})"/.exec(text.slice(0, mostBytesOfRecord)) ?? [];
  const recorded = toAddress(place, { id, issuer, environment });
  if (recorded) return recorded;
  const [, identifier = ""] = /<dc:identifier>([^<]{1,400})</.exec(text.slice(text.lastIndexOf("<dc:identifier>"))) ?? [];
  return findAtOwnHost(baseOf(place), identifier);
}

/** Where a text names a page below a base for the last time; nothing where it does not. */
function findLast(text: string, base: string): { at: number; base: string; path: string }[] {
  for (let at = text.lastIndexOf(`${base}/`); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(`${base}/`, at - 1)) {
    const path = readPath(text.slice(at + base.length, at + base.length + 200));
    if (path) return [{ at, base, path }];
  }
  return [];
}

/** Of a record: whose certificate it is, and which. */
function readNames(place: HTMLElement, bytes: Uint8Array): FoundAddress {
  if (bytes[0] !== brace || bytes.length > mostBytesOfRecord) return null;
  const record = parseJson(new TextDecoder().decode(bytes));
  const [id, issuer] = [record?.certificateId, record?.issuer?.id];
  if (typeof id !== "string" || typeof issuer !== "string") return null;
  return toAddress(place, { id, issuer, environment: record?.environment });
}

/** Null where the record's members are none that can stand in an address. */
function toAddress(
  place: HTMLElement,
  { id, issuer, environment }: { id: string; issuer: string; environment: unknown },
): FoundAddress {
  const path = readPath(`/${issuer}/${id}`);
  if (path !== `/${issuer}/${id}`) return null;
  const isOther = (environment === "sandbox") !== document.body.classList.contains("sandbox");
  const base = isOther ? siblingBaseOf(place) : baseOf(place);
  return base === "" ? null : base + path;
}

/** The path of a certificate's page below a base, `/id` or `/owner/id`: what lies below a page says nothing of a file. */
function readPath(text: string): string | null {
  const [path = ""] = /^(?:\/[A-Za-z0-9._-]{1,64}){1,2}(?![A-Za-z0-9._/-])/.exec(text) ?? [];
  const isOther = path === "" || path.startsWith("/_/") || /\/\.\.?(?:\/|$)/.test(path) || belowPage.test(path);
  return isOther ? null : path;
}

const belowPage = /\/(?:badge\.svg|card|receipt|picture\.png|certificate\.(?:pdf|png))$/;

/** That of the page and, where it is of the same host, that of the other environment; at an organization's own host the deployment's as well. */
function basesOf(place: HTMLElement): string[] {
  return [baseOf(place), siblingBaseOf(place), deploymentBaseOf(place)].filter((base) => base !== "");
}

function siblingBaseOf(place: HTMLElement): string {
  return place.dataset.siblingBase ?? "";
}

function deploymentBaseOf(place: HTMLElement): string {
  return place.dataset.deploymentBase ?? "";
}

function baseOf(place: HTMLElement): string {
  return place.dataset.base ?? "";
}

/** Whether the host is some organization's, the register knows: no other site is opened on a file's word. */
function findAtOwnHost(base: string, address: string): FoundAddress {
  const [, host, id] = /^https:\/\/([a-z0-9.-]{1,253})\/([A-Za-z0-9._-]{1,64})$/.exec(address) ?? [];
  return host && id && readPath(`/${id}`) ? `${base}/${host}/${id}` : null;
}

/** Whose link opened the page may still take the files once it has answered about one. */
function withRecipient(address: string, place: HTMLElement): string {
  const asked = new URLSearchParams(location.search);
  const [expires, signature] = [asked.get("expires"), asked.get("signature")];
  if (!place.dataset.page || !expires || !signature) return address;
  return `${address}&${new URLSearchParams({ expires, signature })}`;
}

/** Who chose a language reads on in it. */
function withLanguage(address: string): string {
  const chosen = new URLSearchParams(location.search).get("lang");
  if (!chosen) return address;
  return `${address}${address.includes("?") ? "&" : "?"}lang=${encodeURIComponent(chosen)}`;
}

type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: ["qr_code"] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
};

function isDetectorClass(found: unknown): found is DetectorClass {
  return typeof found === "function";
}

/** The browser's own reader of QR codes, or where it has none the one that is served beside this script. */
async function loadDetector(): Promise<Detector> {
  const own: unknown = Reflect.get(globalThis, "BarcodeDetector");
  if (isDetectorClass(own) && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats: ["qr_code"] });
  const { openQrReader } = await import("./qr-reader.ts");
  return openQrReader();
}

function openScanner(place: HTMLElement): void {
  const button = place.querySelector("button");
  const video = place.querySelector("video");
  // There are no cameras where the page was not loaded over https.
  if (!navigator.mediaDevices || !button || !video) {
    place.hidden = true;
    return;
  }
  const [label, stopLabel] = [button.textContent, place.dataset.stop ?? ""];
  let stream: MediaStream | null = null;

  async function start(element: HTMLVideoElement): Promise<void> {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    element.srcObject = stream;
    element.hidden = false;
    await element.play();
  }

  function stop(element: HTMLVideoElement): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    element.hidden = true;
  }

  /** What the first code says that the camera sees; null once it was stopped. */
  async function scan(element: HTMLVideoElement, detector: Detector): Promise<string | null> {
    while (stream) {
      const [code] = await detector.detect(element);
      if (code) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return null;
  }

  function follow(text: string): void {
    const [base] = basesOf(place)
      .filter((base) => text.startsWith(`${base}/`))
      .sort((a, b) => b.length - a.length);
    const path = base === undefined ? null : readPath(text.slice(base.length));
    const address = path ? base + path : findAtOwnHost(deploymentBaseOf(place), text);
    if (address) location.assign(withLanguage(address));
    else say(place, "other");
  }

  button.addEventListener("click", async () => {
    if (stream) return stop(video);
    button.disabled = true;
    try {
      const detector = await loadDetector();
      await start(video);
      button.disabled = false;
      button.textContent = stopLabel;
      const text = await scan(video, detector);
      if (text !== null) follow(text);
    } catch {
      say(place, "noCamera");
    }
    stop(video);
    button.disabled = false;
    button.textContent = label;
  });
}

const fileCheck = find("#file-check", HTMLElement);
if (fileCheck) openFileCheck(fileCheck);
const scanner = find("#scanner", HTMLElement);
if (scanner) openScanner(scanner);
