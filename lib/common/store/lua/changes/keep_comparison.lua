-- Writes down how a day's charges stood against Stripe's. What was found to differ stays named until it matches again:
-- until then each day is compared, and so it is for a month after a card was asked in vain, whose holder may pay by link
-- without our being told.
--
-- KEYS  3 comparison   4 differing   5 open charges
-- ARGV  5 comparison (JSON)   6 how many ids match again   7… those, then the ids that differ
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local comparison_key, differing_key, open_key = KEYS[3], KEYS[4], KEYS[5]
local comparison, matching = ARGV[5], tonumber(ARGV[6])

local MONTH = 30 * 86400

local function may_be_paid()
  for _, id in ipairs(redis.call('ZRANGE', open_key, 0, -1)) do
    if tonumber(redis.call('HGET', charge_key_of(id), 'tried_at') or 0) > now - MONTH then
      return true
    end
  end
  return false
end

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
if redis.call('EXISTS', differing_key) == 1 or may_be_paid() then
  compare_today()
end
return '{}'
