export {
  inputDenial,
  type Limits,
  type LimitsPolicy,
  type Policy,
  policyFacts,
  policyOf,
  profileDenial,
  spawnDenial,
} from './policy.ts';
