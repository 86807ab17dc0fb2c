import { renderClassicAcademic as m } from "./render-certificate.ts";

const s = await m.setup({} as never);
for (let i = 0; i < 2500; i++) await s.ours();
const t = process.cpuUsage();
for (let i = 0; i < 1000; i++) await s.ours();
const u = process.cpuUsage(t);
console.log((u.user + u.system) / 1e6, "ms cpu");
