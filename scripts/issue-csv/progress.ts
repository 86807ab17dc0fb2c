import type { Batch } from "./batch.ts";

const barWidth = 30;

/** Shows a batch's progress: in one line that changes on a terminal, a line for each tenth elsewhere. */
export function openProgress(out: NodeJS.WriteStream, startedAt: number): { tell: (batch: Batch) => void; end: () => void } {
  let toldTenths = -1;
  return {
    tell: (batch) => {
      const ended = batch.issued_count + batch.failed_count + batch.cancelled_count;
      const share = batch.total_count === 0 ? 1 : ended / batch.total_count;
      const line = describe(batch, ended, share, (Date.now() - startedAt) / 1000);
      if (out.isTTY) out.write(`\r\u001b[2K${drawBar(share)} ${line}`);
      else if (Math.floor(share * 10) > toldTenths) out.write(`${line}\n`);
      toldTenths = Math.max(toldTenths, Math.floor(share * 10));
    },
    end: () => {
      if (out.isTTY) out.write("\n");
    },
  };
}

function drawBar(share: number): string {
  const full = Math.round(share * barWidth);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)}`;
}

function describe(batch: Batch, ended: number, share: number, seconds: number): string {
  const failed = batch.failed_count > 0 ? `, ${batch.failed_count} failed` : "";
  const perSecond = seconds > 0 ? Math.round(ended / seconds) : 0;
  const left = share > 0 && share < 1 ? `, about ${Math.ceil((seconds * (1 - share)) / share)} s left` : "";
  return `${Math.floor(share * 100)} %  ${batch.issued_count} of ${batch.total_count} issued${failed}, ${perSecond}/s${left}`;
}
