import { readFileSync } from "node:fs";
import { signPath } from "@attestry/certificate/signed-path";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { readPixels } from "@attestry/scripts/testing/read-pixels";
import { createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { getPicture, pictureFileName } from "@attestry/stored-picture/get-picture";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let organization: TestOrganization;
let client: ApiClient;
let certificateId: string;
let linkUrl: string;

beforeAll(async () => {
  organization = await createTestOrganization(stack.sql, { credits: 5 });
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const issued = await client.issue();
  certificateId = issued.certificateId;
  linkUrl = issued.png.url;
});

function ask(query = "", headers: Record<string, string> = {}, id = certificateId): Promise<Response> {
  const authorization = `Bearer ${organization.sandbox.secret}`;
  return fetch(`${stack.apiUrl}/v1/certificates/${id}/png${query}`, { headers: { Authorization: authorization, ...headers } });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe("a certificate's picture", () => {
  it("is a PNG 1200 pixels wide with the page's proportions, told apart by its own hash and kept by nobody else", async () => {
    const response = await ask();
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toMatch(/^private/);
    expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]{64}"$/);
    expect(response.headers.get("content-disposition")).toBe(`inline; filename="${certificateId}.png"`);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("ratelimit-limit")).not.toBeNull();
    const { width, height } = readPixels(await bytesOf(response));
    expect([width, height]).toEqual([1200, 848]);
  });

  it.each([200, 400, 600, 800, 1200, 1600, 2400])("can be %i pixels wide", async (width) => {
    expect(readPixels(await bytesOf(await ask(`?width=${width}`))).width).toBe(width);
  });

  it.each(["0", "99", "100", "1201", "2401", "1e9", "-1200", "x", "", "1200.5", "1200&width=600", "1200&height=1"])(
    "a width of %j is refused by name, with those there are",
    async (width) => {
      const answer = await client.request(`/v1/certificates/${certificateId}/png?width=${width}`);
      expect(errorOf(answer)).toMatchObject({ code: "VALIDATION_ERROR", message: "Request query is invalid." });
      expect(errorOf(answer).issues?.map(({ path }) => path)).toEqual([width.includes("height") ? "height" : "width"]);
    },
  );

  it("is found by the uuid too, and works after a revocation as before", async () => {
    const { certificateUuid, certificateId: id } = await client.issue();
    const before = await bytesOf(await ask("", {}, certificateUuid));
    expect((await client.revoke(id)).status).toBe(200);
    expect(Buffer.from(await bytesOf(await ask("?width=1200", {}, id))).equals(before)).toBe(true);
  });

  it("is not sent again to who has it", async () => {
    const etag = (await ask()).headers.get("etag") ?? "";
    const again = await ask("", { "If-None-Match": etag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await ask("", { "If-None-Match": `"other", W/${etag}` })).status).toBe(304);
    expect((await ask("", { "If-None-Match": '"other"' })).status).toBe(200);
  });

  it("is drawn once for each width", async () => {
    const { certificateId: id } = await client.issue({ title: "Drawn once" });
    const first = await ask("?width=800", {}, id);
    const sizeBytes = (await bytesOf(first)).length;
    const drawn = () => readFileSync(stack.apiLogFile, "utf8").split(`"widthPixels":800,"sizeBytes":${sizeBytes},`).length - 1;
    await expect.poll(drawn, { timeout: 120_000 }).toBe(1);
    const second = await ask("?width=800", {}, id);
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    await bytesOf(await ask("?width=800", {}, id));
    const last = (await ask("?width=200", {}, id)).headers.get("x-request-id");
    await expect.poll(() => readFileSync(stack.apiLogFile, "utf8"), { timeout: 120_000 }).toContain(last);
    expect(drawn()).toBe(1);
  });
});

describe("who may see it", () => {
  it("nobody without a key, or with one that is not known", async () => {
    const path = `/v1/certificates/${certificateId}/png`;
    expect(errorOf(await new ApiClient(stack.apiUrl, null).request(path)).message).toBe("Missing Bearer API key.");
    expect((await new ApiClient(stack.apiUrl, "sk_sandbox_x").request(path)).status).toBe(401);
  });

  it("to another organization and to the other environment it is missing, byte for byte", async () => {
    const stranger = await createTestOrganization(stack.sql);
    for (const { secret } of [stranger.sandbox, stranger.live, organization.live]) {
      const other = new ApiClient(stack.apiUrl, secret);
      const texts = await Promise.all(
        [certificateId, "MISSING", "..%2F", "%00"].map(async (id) => {
          const answer = await other.request(`/v1/certificates/${id}/png`);
          expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/json"]);
          return answer.text.replace(/req_[0-9a-z]{24}/, "");
        }),
      );
      expect(new Set(texts).size).toBe(1);
    }
  });
});

describe("the link to it in an answer", () => {
  it("gives the same picture without a key, named by its certificate", async () => {
    const response = await fetch(linkUrl);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("content-disposition")).toBe(`inline; filename="${certificateId}.png"`);
    expect(Buffer.from(await bytesOf(response)).equals(await bytesOf(await ask()))).toBe(true);
  });

  it("stands in what is issued, read and listed, and differs in nothing but its time", async () => {
    const [read, { certificates }] = [await client.get(certificateId), await client.list()];
    const listed = certificates.find((certificate) => certificate.certificateId === certificateId);
    for (const url of [read.png.url, listed?.png.url ?? ""]) expect(new URL(url).pathname).toBe(new URL(linkUrl).pathname);
    expect(Number(new URL(linkUrl).searchParams.get("expires")) - Date.now() / 1000).toBeGreaterThan(3400);
  });

  it("fails when it has expired or anything in it was changed", async () => {
    const { origin, pathname, search } = new URL(linkUrl);
    const key = new TextEncoder().encode(stack.linkSigningKey);
    const expired = signPath(key, pathname, Math.floor(Date.now() / 1000) - 1);
    const forgeries = [
      pathname.replace("/1200/", "/2400/") + search,
      pathname.replace("/sandbox/", "/live/") + search,
      pathname.replace(certificateId, "OTHER") + search,
      pathname.replace("/pictures/", "/files/").replace("/1200/", "/") + search,
      pathname + search.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      pathname,
    ];
    for (const path of [expired, ...forgeries]) expect((await fetch(origin + path)).status, path).toBe(403);
    // There is no such file: without a key nothing is told.
    expect((await fetch(origin + pathname.replace("/pictures/", "/files/") + search)).status).toBe(401);
    expect(await (await fetch(origin + expired)).json()).toMatchObject({
      error: { code: "FORBIDDEN", message: expect.stringContaining("expired") },
    });
  });
});

describe("keeping pictures", () => {
  const pdf = { organizationId: "o", pdfSha256: "ab".repeat(32), pdfPack: null };
  const png = Uint8Array.of(1, 2, 3);

  /** A bucket in memory that can be told to take nothing. */
  function makeSource({ takes }: { takes: boolean }) {
    const kept = new Map<string, Uint8Array>([[`pdf/o/${pdf.pdfSha256}.pdf`, new Uint8Array(5)]]);
    const asked: number[] = [];
    const files = {
      get: async (name: string) => {
        const bytes = kept.get(name);
        return bytes ? { arrayBuffer: async () => bytes.slice().buffer } : null;
      },
      put: async (name: string, bytes: Uint8Array) => {
        if (!takes) throw new Error("The bucket is out of order.");
        kept.set(name, bytes);
      },
    };
    const pictures = {
      drawPage: async (_: Uint8Array, widthPixels: number) => {
        asked.push(widthPixels);
        return { ok: true, png } as const;
      },
    };
    return { source: { files, pictures }, kept, asked };
  }

  it("one that cannot be kept is answered all the same, and drawn anew", async () => {
    const { source, asked } = makeSource({ takes: false });
    for (let i = 0; i < 2; i++) expect(await getPicture(source, pdf, 600)).toEqual(png);
    expect(asked).toEqual([600, 600]);
  });

  it("one that is kept is not drawn again, and another width is another picture", async () => {
    const { source, asked, kept } = makeSource({ takes: true });
    for (const width of [600, 600, 800, 600]) expect(await getPicture(source, pdf, width)).toEqual(png);
    expect(asked).toEqual([600, 800]);
    expect(kept.get(pictureFileName(pdf, 600))).toEqual(png);
    expect(pictureFileName(pdf, 600)).toBe(`png/o/${pdf.pdfSha256}/600.png`);
  });

  it("a PDF that is no longer stored has no picture", async () => {
    const { source } = makeSource({ takes: true });
    await expect(getPicture(source, { ...pdf, organizationId: "other" }, 600)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("a stored PDF that cannot be drawn is our failure, not the caller's", async () => {
    const { source } = makeSource({ takes: true });
    const broken = { drawPage: async () => ({ ok: false, refusal: "unreadable" }) as const };
    await expect(getPicture({ ...source, pictures: broken }, pdf, 600)).rejects.not.toHaveProperty("code");
  });
});
