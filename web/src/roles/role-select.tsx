import { hasRole, ROLES, type Role } from '@drover/protocol';
import type { FieldIds } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { canSentence, ROLE_WORDS } from './role-words.ts';

export type RoleSelectProps = Partial<FieldIds> & {
  value: Role;
  onChange: (role: Role) => void;
  /** The greatest that can be chosen. */
  upTo?: Role;
  'aria-label'?: string;
  className?: string;
  disabled?: boolean;
};

export const RoleSelect = ({ value, onChange, upTo = 'admin', ...rest }: RoleSelectProps) => (
  <Select
    {...rest}
    value={value}
    onChange={(chosen) => onChange(chosen as Role)}
    options={ROLES.filter((role) => hasRole(upTo, role)).map((role) => ({
      value: role,
      label: ROLE_WORDS[role].name,
      note: canSentence(role),
    }))}
  />
);
