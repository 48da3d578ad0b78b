-- Writes down how a day's charges stood against Stripe's. What was found to differ stays named until it matches again;
-- until then, and while a charge is open, which may be paid without our being told, each day is compared.
--
-- KEYS  3 comparison   4 differing   5 open charges
-- ARGV  5 comparison (JSON)   6 how many ids match again   7… those, then the ids that differ
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local comparison_key, differing_key, open_key = KEYS[3], KEYS[4], KEYS[5]
local comparison, matching = ARGV[5], tonumber(ARGV[6])

if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
audited('')
redis.call('SET', comparison_key, comparison)
for i = 7, #ARGV do
  if i < 7 + matching then
    redis.call('ZREM', differing_key, ARGV[i])
  else
    redis.call('ZADD', differing_key, 'NX', now, ARGV[i])
  end
end
if redis.call('EXISTS', differing_key, open_key) > 0 then
  compare_today()
end
return '{}'
