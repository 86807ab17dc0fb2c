import { judgeLogo } from "@attestry/render/embed-logo";
import { z } from "zod";
import { slug } from "../arguments.ts";
import { defineAction } from "../define-action.ts";
import { getOrganizationId, mediaTypeOf, setLogo } from "../organizations.ts";
import { readGivenFile } from "../read-given-file.ts";
import { Refusal } from "../refusal.ts";

export const setOrganizationLogo = defineAction({
  name: "organization set-logo",
  description: "Set the logo that certificates issued from now on carry: PNG or JPEG, 300 KB and 4 megapixels at most",
  args: {
    organization: { type: "string", required: true, description: "Its slug" },
    file: { type: "string", required: true, description: "The PNG or JPEG file" },
  },
  input: z.object({ organization: slug, file: z.string() }),
  run: async (sql, { organization, file }) => {
    const bytes = readGivenFile(file);
    const judged = await judgeLogo({ bytes, mediaType: mediaTypeOf(bytes) });
    if (!judged.ok) throw new Refusal(`${file} ${judged.message}.`);
    await setLogo(sql, await getOrganizationId(sql, organization), bytes);
    const { width, height } = judged.image;
    return {
      text: `Set the logo of ${organization}: ${width} × ${height} pixels, ${bytes.length} bytes.`,
      data: { organization, width, height, sizeBytes: bytes.length },
    };
  },
});
