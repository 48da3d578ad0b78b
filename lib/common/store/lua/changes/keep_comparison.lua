-- Writes down how a day's charges stood against Stripe's.
--
-- KEYS  3 comparison
-- ARGV  5 comparison (JSON)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local comparison_key, comparison = KEYS[3], ARGV[5]

if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
audited('')
redis.call('SET', comparison_key, comparison)
return '{}'
