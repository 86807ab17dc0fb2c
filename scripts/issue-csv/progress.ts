import type { Batch } from "./batch.ts";

const barWidth = 30;

/** Shows a batch's progress: in one line that changes on a terminal, a line for each tenth elsewhere. */
export function openProgress(out: NodeJS.WriteStream, startedAt: number): { tell: (batch: Batch) => void; end: () => void } {
  let toldTenths = -1;
  let endedBefore: number | null = null;
  return {
    tell: (batch) => {
      const ended = batch.issued_count + batch.failed_count + batch.cancelled_count;
      const share = batch.total_count === 0 ? 1 : ended / batch.total_count;
      // What had ended when this began is no speed of anything.
      endedBefore ??= ended;
      const line = describe(batch, share, { ended: ended - endedBefore, seconds: (Date.now() - startedAt) / 1000 });
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

type Pace = { ended: number; seconds: number };

function describe(batch: Batch, share: number, { ended, seconds }: Pace): string {
  const failed = batch.failed_count > 0 ? `, ${batch.failed_count} failed` : "";
  const perSecond = ended > 0 && seconds > 0 ? ended / seconds : 0;
  const speed = perSecond > 0 ? `, ${Math.round(perSecond)}/s` : "";
  const left = perSecond > 0 && share < 1 ? `, about ${Math.ceil((batch.total_count * (1 - share)) / perSecond)} s left` : "";
  return `${Math.floor(share * 100)} %  ${batch.issued_count} of ${batch.total_count} issued${failed}${speed}${left}`;
}
