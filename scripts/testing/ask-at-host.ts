import { request } from "node:http";

/** Asks the pages as a visitor does whom DNS brought here by another name. */
export function askAtHost(verifyUrl: string, host: string, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(verifyUrl);
    const asking = request({ hostname, port, path, headers: { Host: host } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    asking.on("error", reject);
    asking.end();
  });
}
