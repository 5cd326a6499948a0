/** A sentence of the hub or a host, in which what stands between back-ticks is code. */
export const WithCode = ({ text }: { text: string }) =>
  text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: places in a text have no other name
      <code key={index} className="break-words font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
