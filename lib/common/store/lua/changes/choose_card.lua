-- From now on, this one of a patient's cards is charged.
--
-- KEYS  3 cards
-- ARGV  5 patient id   6 card id
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local cards_key = KEYS[3]
local patient_id, card_id = ARGV[5], ARGV[6]

local before = replayed()
if before then
  return before
end
local card = redis.call('HGET', cards_key, card_id)
if not in_scope(patient_id) or not card then
  return refuse('NOT_FOUND')
end
audited(patient_id)
local chosen_at = now
for _, other in ipairs(redis.call('HVALS', cards_key)) do
  chosen_at = math.max(chosen_at, tonumber(string.match(other, '^(%d+):')) + 1)
end
redis.call('HSET', cards_key, card_id, chosen_at .. string.match(card, '^%d+(:.*)$'))
return done('{}')
