// `npm run admin`: organizations, keys, credits and templates, on the local stack or, with DATABASE_URL, on any other.
import { stripVTControlCharacters } from "node:util";
import { type CommandDef, defineCommand, renderUsage, runMain } from "citty";
import { grantOrganizationCredits } from "./credits/grant.ts";
import { createKey } from "./key/create.ts";
import { listKeys } from "./key/list.ts";
import { revokeKey } from "./key/revoke.ts";
import { rotateKey } from "./key/rotate.ts";
import { createNewOrganization } from "./organization/create.ts";
import { listAllOrganizations } from "./organization/list.ts";
import { proveOrganizationDomain } from "./organization/prove-domain.ts";
import { setOrganizationDomain } from "./organization/set-domain.ts";
import { setOrganizationFilesEnd } from "./organization/set-files-end.ts";
import { setOrganizationListed } from "./organization/set-listed.ts";
import { setOrganizationLogo } from "./organization/set-logo.ts";
import { setOrganizationRateLimit } from "./organization/set-rate-limit.ts";
import { setOrganizationVerifyHost } from "./organization/set-verify-host.ts";
import { importTemplateFile } from "./template/import.ts";
import { listOrganizationTemplates } from "./template/list.ts";

function defineGroup(name: string, description: string, subCommands: Record<string, CommandDef>): CommandDef {
  return defineCommand({ meta: { name: `npm run admin -- ${name}`, description }, subCommands });
}

const admin = defineCommand({
  meta: {
    name: "npm run admin --",
    description: "Administer Attestry, here or at DATABASE_URL",
  },
  subCommands: {
    organization: defineGroup("organization", "Create organizations, and set what is theirs", {
      create: createNewOrganization,
      list: listAllOrganizations,
      "set-logo": setOrganizationLogo,
      "set-domain": setOrganizationDomain,
      "prove-domain": proveOrganizationDomain,
      "set-verify-host": setOrganizationVerifyHost,
      "set-listed": setOrganizationListed,
      "set-files-end": setOrganizationFilesEnd,
      "set-rate-limit": setOrganizationRateLimit,
    }),
    key: defineGroup("key", "Create, list, rotate and revoke API keys", {
      create: createKey,
      list: listKeys,
      rotate: rotateKey,
      revoke: revokeKey,
    }),
    credits: defineGroup("credits", "Grant credits: live certificates", { grant: grantOrganizationCredits }),
    template: defineGroup("template", "Import and list certificate templates", {
      import: importTemplateFile,
      list: listOrganizationTemplates,
    }),
  },
});

// `npm run admin` by itself asks what there is.
const words = process.argv.slice(2);
const rawArgs = words.length > 0 ? words : ["--help"];
const isAsked = rawArgs.includes("--help") || rawArgs.includes("-h");

await runMain(admin, {
  rawArgs,
  showUsage: async (command) => {
    const usage = await renderUsage(command);
    const shown = process.stdout.isTTY ? usage : stripVTControlCharacters(usage);
    if (isAsked) console.log(shown);
    else console.error(`${shown}\n`);
  },
});
