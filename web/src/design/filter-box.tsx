import { INPUT } from './field.tsx';

export type FilterBoxProps = {
  /** What is filtered, such as `Filter hosts`: its name and its placeholder. */
  label: string;
  text: string;
  onChange: (text: string) => void;
};

/** Narrows a list down to what is typed. */
export const FilterBox = ({ label, text, onChange }: FilterBoxProps) => (
  <search className="w-52">
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      className={INPUT}
    />
  </search>
);
