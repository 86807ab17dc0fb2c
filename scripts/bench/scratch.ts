import { measure } from "./measure.ts";
import { renderClassicAcademic as m } from "./render-certificate.ts";

console.log(await measure(m, {} as never));
