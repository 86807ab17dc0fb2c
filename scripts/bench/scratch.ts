import { renderClassicAcademic as m } from "./render-certificate.ts";
import { measure } from "./measure.ts";
console.log(await measure(m, {} as never));
