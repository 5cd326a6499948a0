import type { HostLoad } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { formatBytes, formatShare } from '../design/format-bytes.ts';
import { Meter } from '../design/meter.tsx';

type GaugeProps = { load: HostLoad; className?: string };

export function CpuGauge({ load, className }: GaugeProps) {
  const text = `${Math.round(load.cpu * 100)} %`;
  return <Gauge label="CPU" value={load.cpu} text={text} {...(className && { className })} />;
}

export function MemoryGauge({ load, className }: GaugeProps) {
  const { memoryUsedBytes, memoryTotalBytes } = load;
  const text = formatShare(memoryUsedBytes, memoryTotalBytes);
  const value = share(memoryUsedBytes, memoryTotalBytes);
  return <Gauge label="Memory" value={value} text={text} {...(className && { className })} />;
}

/** Of the disk that holds the output of its sessions. */
export function DiskGauge({ load, className }: GaugeProps) {
  const { diskFreeBytes, diskTotalBytes } = load;
  const value = 1 - share(diskFreeBytes, diskTotalBytes);
  const text = `${formatBytes(diskFreeBytes)} free`;
  return <Gauge label="Disk" value={value} text={text} {...(className && { className })} />;
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

type Measured = { label: string; value: number; text: string; className?: string };

const Gauge = ({ label, value, text, className }: Measured) => (
  <div className={cx('@container min-w-0', className)}>
    <div className="@max-[9rem]:block flex justify-between gap-2 text-xs">
      <span className="text-ink-3">{label}</span>
      <span className="tabular block truncate text-ink-2">{text}</span>
    </div>
    <Meter label={label} value={value} text={text} className="mt-1" />
  </div>
);

/** CPU and memory in one line, for a heading. */
export function SmallLoad({ load }: { load: HostLoad }) {
  const memory = share(load.memoryUsedBytes, load.memoryTotalBytes);
  return (
    <span className="tabular flex items-center gap-3 text-ink-3 text-xs">
      <SmallGauge label="CPU" value={load.cpu} />
      <SmallGauge label="Memory" value={memory} />
    </span>
  );
}

const SmallGauge = ({ label, value }: { label: string; value: number }) => {
  const text = `${Math.round(value * 100)} %`;
  return (
    <span className="flex items-center gap-1.5">
      {label}
      <Meter label={label} value={value} text={text} className="w-10" />
      <span className="w-10 whitespace-nowrap text-ink-2">{text}</span>
    </span>
  );
};
